/** The part of web-ext that is used here; it comes without types. */
declare module 'web-ext' {
  interface LintMessage {
    code: string
    message: string
    file?: string
  }
  interface LintResult {
    errors: LintMessage[]
    warnings: LintMessage[]
    notices: LintMessage[]
  }
  export const cmd: {
    lint(
      options: { sourceDir: string; output: 'none'; selfHosted: boolean },
      injected: object,
    ): Promise<LintResult>
  }
}
