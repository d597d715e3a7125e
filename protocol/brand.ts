/**
 * A string or number with a name: the compiler refuses it where one with another name is wanted. The schema that checks a
 * value from outside gives the name; the code that runs has nothing of it. The form is weak: a plain value is taken for any
 * name. A strict one would need a cast for each constant, each result of arithmetic and each value of a test, and a cast
 * hides what this is to find.
 */
export type Brand<T, Name extends string> = T & { readonly __brand?: Name }
