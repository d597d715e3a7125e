/** What the gateway needs of a logger (pino is one). Never given text, tokens or secrets. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
