/** The command line cannot be understood. The message is one line and says what to write instead. */
export class UsageError extends Error {}
