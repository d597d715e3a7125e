import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  decide,
  stillWanted,
  type Decision,
  type MessageFacts,
} from '../../../../../extension/background/notifier/policy/decide.ts'
import type { SettingsFacts } from '../../../../../extension/background/notifier/policy/settings-facts.ts'

type Facts = MessageFacts & SettingsFacts
type Fact = keyof Facts

const yesNo = [false, true] as const
/** Every value there is of every fact: the compiler holds that none is left out of the facts. */
const values: { [F in Fact]: readonly Facts[F][] } = {
  message: yesNo,
  mine: yesNo,
  read: yesNo,
  priority: [1, 2, 3, 4, 5],
  claimed: yesNo,
  showing: yesNo,
  alerted: yesNo,
  source: ['live', 'catch-up'],
  age: ['fresh', 'stale'],
  agreed: yesNo,
  quiet: yesNo,
  muted: yesNo,
  direct: yesNo,
  mention: yesNo,
  level: ['all', 'mentions', 'nothing'],
  burst: yesNo,
  place: ['page', 'system', 'nowhere'],
}
const facts = Object.keys(values) as Fact[]

interface Row {
  name: string
  /** Of each fact that the row speaks of, the values it takes. */
  takes: [fact: Fact, values: unknown[]][]
  decision: string
}

/** `—`, `yes`, `no`, a word, a number, or a range of numbers. Anything else is a mistake in the document. */
function valuesOf(cell: string, fact: Fact): unknown[] {
  const range = /^(\d)–(\d)$/.exec(cell)
  const taken = (values[fact] as readonly (boolean | number | string)[]).filter((value) => {
    if (range !== null) return Number(value) >= Number(range[1]) && Number(value) <= Number(range[2])
    return (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)) === cell
  })
  if (taken.length === 0) throw new Error(`"${cell}" is no value of ${fact}`)
  return taken
}

const page = readFileSync(new URL('../../../../../docs/notifications.md', import.meta.url), 'utf8')
const between = page.slice(page.indexOf('<!-- decisions -->'), page.indexOf('<!-- /decisions -->'))
const [heads = [], , ...lines] = between
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

const rows: Row[] = lines.map((cells) => ({
  name: cells[0] ?? '',
  decision: cells.at(-1) ?? '',
  takes: facts.flatMap((fact): Row['takes'] => {
    const cell = cells[heads.indexOf(fact)] ?? 'nothing'
    return cell === '—' ? [] : [[fact, valuesOf(cell, fact)]]
  }),
}))

const firstRow = (given: Facts): Row | undefined =>
  rows.find(({ takes }) => takes.every(([fact, taken]) => taken.includes(given[fact])))

/** Calls back for every combination, with one object that changes. */
function everyCombination(visit: (given: Facts) => void): void {
  const given: Record<string, unknown> = {}
  const from = (index: number): void => {
    const fact = facts[index]
    // All facts have a value here.
    if (fact === undefined) return visit(given as unknown as Facts)
    for (const value of values[fact]) {
      given[fact] = value
      from(index + 1)
    }
  }
  from(0)
}

describe('the table of docs/notifications.md', () => {
  it('has a column for each fact, and no other', () => expect(heads).toEqual(['row', ...facts, '→']))

  it('says why of each row, in its order', () => {
    const why = page.slice(page.indexOf('Why each row is there'), page.indexOf('## How long'))
    expect([...why.matchAll(/^- \*\*(\w+)\*\* \S/gm)].map(([, name]) => name)).toEqual(
      rows.map(({ name }) => name),
    )
  })

  it('is what decide does, for every combination of facts; each row is the first for one of them', () => {
    let combinations = 0
    const wrong: unknown[] = []
    const used = new Set<string>()
    everyCombination((given) => {
      combinations++
      const row = firstRow(given)
      if (row !== undefined) used.add(row.name)
      const decision = decide(given, given)
      if (row?.decision !== decision && wrong.length < 5)
        wrong.push({ ...given, row: row?.name, table: row?.decision, decide: decision })
    })
    expect(wrong).toEqual([])
    expect(combinations).toBe(5 * 3 ** 2 * 2 ** 14)
    expect([...used].sort()).toEqual(rows.map(({ name }) => name).sort())
  })
})

it('a message that waits for a digest is still wanted exactly where it would be alerted to if it came now', () => {
  const wrong: unknown[] = []
  everyCombination((given) => {
    const { mine, read, claimed, alerted, direct, message, priority } = given
    if (!message || mine || read || claimed || alerted || direct || priority < 3) return
    const alerts = !['none', 'badge'].includes(decide({ ...given, place: 'page' }, given))
    if (alerts !== stillWanted(given, given) && wrong.length < 5) wrong.push({ ...given })
  })
  expect(wrong).toEqual([])
})

/** Somebody else's message in a large room, in front of a page. */
const plain: Facts = {
  message: true,
  mine: false,
  read: false,
  priority: 3,
  claimed: false,
  showing: false,
  alerted: false,
  source: 'live',
  age: 'fresh',
  agreed: false,
  quiet: false,
  muted: false,
  direct: false,
  mention: false,
  level: 'mentions',
  burst: false,
  place: 'page',
}

const said: [sentence: string, differs: Partial<Facts>, decision: Decision][] = [
  ['Priority 1 log only', { priority: 1, level: 'all', mention: true }, 'none'],
  ['2 badge', { priority: 2, level: 'all', mention: true }, 'badge'],
  ['3 by the room’s setting: all', { level: 'all' }, 'toast'],
  ['3 by the room’s setting: mentions and keywords', {}, 'badge'],
  ['default: mentions', { mention: true }, 'toast'],
  ['default: direct messages', { direct: true }, 'toast'],
  ['3 by the room’s setting: nothing', { level: 'nothing', mention: true }, 'none'],
  ['mute', { muted: true, mention: true }, 'badge'],
  ['4 through mute', { priority: 4, muted: true }, 'toast'],
  ['default: priority ≥ 4', { priority: 4 }, 'toast'],
  ['4 not through do-not-disturb', { priority: 4, quiet: true }, 'badge'],
  ['5 through mute', { priority: 5, agreed: true, muted: true }, 'toast'],
  ['5 through do-not-disturb if the recipient agreed', { priority: 5, agreed: true, quiet: true }, 'toast'],
  ['… and only then', { priority: 5, quiet: true }, 'badge'],
  ['5 through mute without being agreed to, as 4 is', { priority: 5, muted: true }, 'toast'],
  ['claimed clears everyone’s toast', { priority: 5, agreed: true, claimed: true }, 'badge'],
  ['quiet hours', { quiet: true, mention: true }, 'badge'],
  ['exactly one alert a message', { level: 'all', alerted: true }, 'badge'],
  ['read here is not ringing there', { level: 'all', read: true }, 'none'],
  ['what is on screen', { level: 'all', showing: true }, 'none'],
  ['after absence one digest', { level: 'all', source: 'catch-up' }, 'digest'],
  ['after absence also of priority 4', { priority: 4, source: 'catch-up' }, 'digest'],
  ['no alert for entries older', { level: 'all', source: 'catch-up', age: 'stale' }, 'badge'],
  ['… of priority 4 neither', { priority: 4, source: 'catch-up', age: 'stale' }, 'badge'],
  [
    '… except mentions, which go into the digest',
    { source: 'catch-up', age: 'stale', mention: true },
    'digest',
  ],
  ['more than 6 cards a minute: badge and digest', { level: 'all', burst: true }, 'digest'],
  ['chrome:// → OS notification', { level: 'all', place: 'system' }, 'system'],
  ['neither page nor permission', { level: 'all', place: 'nowhere' }, 'badge'],
]

it.each(said)('the issue: %s', (_, differs, decision) =>
  expect(decide({ ...plain, ...differs }, { ...plain, ...differs })).toBe(decision),
)
