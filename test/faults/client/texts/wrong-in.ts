/** What our pages and cards draw themselves. */
const expected = new Set(
  (
    'a article b bdi blockquote br button code del div em h1 h2 header label li main mark nav ol option p path pre ' +
    'section select span strong svg textarea time ul'
  ).split(' '),
)

/** What turns or hides what is around it, where nothing isolates it. */
const turning = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** The colour of a person, which follows from the id alone. */
const ofPerson = /^(background-color|border-inline-start-color): #[\da-f]{6};$/

/** Anything that ran, loads or leads elsewhere than it reads, and every hint that could be turned round. */
export function wrongIn(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const tag = element.localName
    if (!expected.has(tag)) return [`an element <${tag}>`]
    const attributes = [...element.attributes].flatMap(({ name, value }) => {
      if (name === 'style' && ofPerson.test(value)) return []
      if (/^on|^src|^style$|^formaction$/.test(name)) return [`<${tag}> has ${name}="${value}"`]
      const isHint = name === 'title' || name === 'aria-label'
      return isHint && turning.test(value) ? [`${name} of <${tag}> turns: ${JSON.stringify(value)}`] : []
    })
    return [...attributes, ...wrongLink(element), ...turnedAround(element)]
  })
}

/** Text that turns is kept apart from what is beside it: browsers isolate these elements, whatever their style says. */
function turnedAround(element: Element): string[] {
  const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
  const turned = own.find(({ textContent }) => turning.test((textContent ?? '').replace(/\s/g, '')))
  if (turned === undefined || element.closest('bdi, [dir], textarea') !== null) return []
  return [`in <${element.localName}> nothing isolates ${JSON.stringify(turned.textContent)}`]
}

/** A link says the true host, and leads to the web. */
function wrongLink(element: Element): string[] {
  if (element.localName !== 'a') return []
  const href = element.getAttribute('href') ?? ''
  const reads = element.textContent.toLowerCase()
  if (!URL.canParse(href) || !URL.canParse(reads)) return [`a link ${href} reads ${reads}`]
  const { protocol, host } = new URL(href)
  const isTrue = /^https?:$/.test(protocol) && new URL(reads).host === host && reads.includes(host)
  return isTrue ? [] : [`a link to ${href} reads ${reads}`]
}

export const turns = (text: string): boolean => turning.test(text)
