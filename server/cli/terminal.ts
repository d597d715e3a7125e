/** What a person or a script reads as the answer. */
export const print = (text: string): boolean => process.stdout.write(`${text}\n`)

/** Why there is no answer. */
export const complain = (sentence: string): boolean => process.stderr.write(`${sentence}\n`)
