import type { Person } from '../../../protocol/entry.ts'
import { useWords } from '../i18n/text.ts'

/** More people than this are counted, but for the first two. */
const NAMED_MAX = 3

interface StretchProps {
  people: Person[]
  did: 'joined' | 'left'
}

/** "Jonas, Priya and 3 others joined". */
function Stretch({ people, did }: StretchProps) {
  const { text, language } = useWords()
  if (people.length === 0) return null
  const all = people.length <= NAMED_MAX
  const named = all ? people : people.slice(0, 2)
  const list = new Intl.ListFormat(language, { type: all ? 'conjunction' : 'unit' })
  const parts = list.formatToParts(named.map(({ name }) => name))
  const words = all
    ? text(did === 'joined' ? 'joinedNote' : 'leftNote')
    : text(did === 'joined' ? 'joinedMore' : 'leftMore', people.length - named.length)
  return (
    <span>
      {parts.map(({ type, value }, index) => (type === 'element' ? <bdi key={index}>{value}</bdi> : value))}{' '}
      {words}
    </span>
  )
}

/** Who came and went between two messages, in one grey line. */
export function PresenceLine({ joined, left }: { joined: Person[]; left: Person[] }) {
  return (
    <p class="log-note">
      <Stretch people={joined} did="joined" />
      {joined.length > 0 && left.length > 0 && ' · '}
      <Stretch people={left} did="left" />
    </p>
  )
}
