/** What a commit changed besides adding entries. Whoever pushes acts on it before the write is acknowledged. */
export type Change =
  | { type: 'joined'; room: string; person: string }
  | { type: 'left'; room: string; person: string }
  | { type: 'seen'; room: string; person: string; device: string; seq: number }
  | { type: 'settings'; person: string }
  | { type: 'token-revoked'; token: string }
