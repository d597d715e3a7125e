import process from 'node:process'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a server by `--import`. SIGWINCH, which the server does not heed, makes it print which keys its prototypes
 * have that they had not at the start, or hold something else, as one line of its log.
 */
if (isMainThread) {
  const prototypes = { Object, Array, Function, String, Number, Promise, Map, Error }
  const fields = () =>
    Object.entries(prototypes).flatMap(([name, { prototype }]) =>
      Reflect.ownKeys(prototype).map((key) => {
        const { value, get } = Reflect.getOwnPropertyDescriptor(prototype, key)
        return [`${name}.prototype.${String(key)}`, value ?? get]
      }),
    )
  const before = new Map(fields())
  process.on('SIGWINCH', () => {
    const changed = fields()
      .filter(([key, value]) => !before.has(key) || before.get(key) !== value)
      .map(([key]) => key)
    process.stderr.write(`${JSON.stringify({ level: 30, prototypes: changed })}\n`)
  })
}
