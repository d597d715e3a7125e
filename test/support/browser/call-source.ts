/**
 * A function and its argument as an expression. A driver evaluates it outside of the page's content policy, and both
 * drivers await what it answers.
 */
export const callSource = <A, T>(run: (argument: A) => T, argument: A): string =>
  `(${run.toString()})(${argument === undefined ? 'undefined' : JSON.stringify(argument)})`
