/** What the test has made. */
const made = (): object => Object(Reflect.get(globalThis, 'browser')) as object

/**
 * What unit tests get in place of the polyfill. The polyfill keeps the `browser` that it finds when it is first imported; files
 * of tests share a process, and each makes a `browser` of its own.
 */
const browserOfTest: unknown = new Proxy({}, { get: (_, name): unknown => Reflect.get(made(), name) })
export { browserOfTest as default }
