/**
 * Control characters as a program would write them (`\x1b`), since a terminal obeys them: names, labels and what was
 * asked for come from elsewhere. Line breaks stay.
 */
const showControls = (text: string): string =>
  text.replace(/[^\P{Cc}\n]/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** What a person or a script reads as the answer. */
export const print = (text: string): boolean => process.stdout.write(`${showControls(text)}\n`)

/** Why there is no answer. */
export const complain = (sentence: string): boolean => process.stderr.write(`${showControls(sentence)}\n`)
