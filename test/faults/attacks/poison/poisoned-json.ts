/** Takes the place of the poison until the value is a text: no literal can hold such a key. */
const HERE = '@@here@@'

const poisons = [
  '"__proto__":{"polluted":1,"toString":1}',
  '"__proto__":null',
  '"constructor":{"prototype":{"polluted":1}}',
  '"prototype":{"polluted":1}',
]

type Json = Record<string, unknown>

/** The value once for each object in it, which then holds the mark. */
function marked(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, at) => marked(item).map((changed) => value.with(at, changed)))
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).flatMap(([key, item]) =>
    marked(item).map((changed) => ({ ...value, [key]: changed })),
  )
  return [{ ...value, [HERE]: 0 }, ...inside]
}

/** Texts of JSON: the value with each poison in each of its objects. */
export const poisonedJson = (value: Json): string[] =>
  marked(value).flatMap((one) =>
    poisons.map((poison) => JSON.stringify(one).replace(`"${HERE}":0`, () => poison)),
  )
