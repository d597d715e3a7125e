/** As much of a Valibot schema as its description needs; the library types each of these apart. */
interface AnySchema {
  type: string
  entries?: Record<string, AnySchema>
  options?: readonly unknown[]
  wrapped?: AnySchema
  item?: AnySchema
  value?: unknown
  literal?: unknown
  pipe?: readonly { kind: string; type: string; requirement?: unknown }[]
}

const describeRequirement = (requirement: unknown): string =>
  requirement instanceof RegExp
    ? String(requirement)
    : typeof requirement === 'function'
      ? ''
      : String(requirement)

/** What to call a schema where it is used in another. */
export type SchemaNames = ReadonlyMap<object, string>

/** A schema on one line: `{ room: roomId, after?: seq }`. Its own name is not used, or it would say nothing. */
export function describeSchema(input: object, names: SchemaNames): string {
  const inner = (schema: AnySchema): string => names.get(schema) ?? describeSchema(schema, names)
  const schema = input as AnySchema
  const checks = (schema.pipe ?? [])
    .filter((step) => step.kind === 'validation' && step.requirement !== undefined)
    .map((step) => `${step.type} ${describeRequirement(step.requirement)}`.trim())
  const base = schema.pipe?.[0] as AnySchema | undefined
  const name = base && base !== schema ? names.get(base) : undefined
  return [name ?? describeType(schema, inner), ...checks].join(' ')
}

function describeType(schema: AnySchema, inner: (schema: AnySchema) => string): string {
  switch (schema.type) {
    case 'object':
    case 'strict_object':
      return `{ ${Object.entries(schema.entries ?? {})
        .map(([name, field]) =>
          field.type === 'optional' && field.wrapped
            ? `${name}?: ${inner(field.wrapped)}`
            : `${name}: ${inner(field)}`,
        )
        .join(', ')} }`
    case 'array':
      return `[${inner(schema.item ?? schema)}]`
    case 'record':
      return `{ [key]: ${inner(schema.value as AnySchema)} }`
    case 'picklist':
      return (schema.options ?? []).map((option) => JSON.stringify(option)).join(' | ')
    case 'variant':
      return (schema.options as AnySchema[]).map(inner).join(' | ')
    case 'nullable':
      return `${inner(schema.wrapped ?? schema)} | null`
    case 'literal':
      return JSON.stringify(schema.literal)
    default:
      return schema.type
  }
}
