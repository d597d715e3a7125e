import { randomBytes } from 'node:crypto'
import { askAdmin } from '../../support/server/ask-admin.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { joinAs, newAttempt, postJoin } from '../../support/server/test-client.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { pause } from '../harness/fleet.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { openListening, type ListeningDevice } from './listening-device.ts'
import { complaintsOf } from './watch-server.ts'

interface Size {
  /** How often each kind of end is made. */
  times: number
}

const ROOM = 'vault'
const PER_SECOND = 100
/** After the confirmation nothing of the room arrives later than this, ms. */
const STILL_ON_ITS_WAY_MS = 1_000
/** People whose access ends at random moments of one round. Each has two connections. */
const ROUND = 12
const ROUND_MS = 1_500

/** How somebody's access ends; each settles with the operator's confirmation. */
const ends = {
  removed: ({ server, name }: Victim) => askAdmin(server, 'member-remove', { room: ROOM, person: name }),
  deactivated: ({ server, name }: Victim) => askAdmin(server, 'person-deactivate', { person: name }),
  revoked: async ({ server, name }: Victim) => {
    const tokens = await askAdmin(server, 'token-list', { person: name })
    const first = tokens.find(({ madeBy }) => madeBy === null)
    return askAdmin(server, 'token-revoke', { id: first?.id ?? '', only: false })
  },
} as const
type End = keyof typeof ends

interface Victim {
  server: SpawnedServer
  name: string
  end: End
  tokens: readonly string[]
  devices: readonly ListeningDevice[]
  /** Set with the confirmation: `performance.now()`, and the seq of an entry that was appended after it. */
  confirmed?: { at: number; after: number }
}

/** Two devices: the second came in by a link of the first, so it ends with the first one's token. */
async function startVictim(server: SpawnedServer, name: string, end: End): Promise<Victim> {
  const { token } = await joinAs(server.url, server.invite, name)
  await askAdmin(server, 'member-add', { room: ROOM, person: name })
  const first = await openListening(server.port, token)
  const added = await first.ask('add-browser', {})
  if (added?.ok !== true) throw new Error('no second device')
  const { result } = await postJoin(server.url, (added.value as { link: string }).link, {})
  if (!result.ok) throw new Error(result.error.message)
  const second = await openListening(server.port, result.value.token)
  return { server, name, end, tokens: [token, result.value.token], devices: [first, second] }
}

interface Chat {
  /** Appends one entry now; its seq. */
  append(): Promise<number>
  sent(): number
  stop(): Promise<void>
}

/** Messages and signs of typing all the time; each message holds the canary. */
function chat(author: ListeningDevice, canary: string): Chat {
  let chatting = true
  let sent = 0
  const append = async (): Promise<number> => {
    sent += 1
    const body = { text: `${canary} ${sent}` }
    const answer = await author.ask('append', { room: ROOM, id: newAttempt(), kind: 'message', body })
    if (answer?.ok !== true) throw new Error(`not appended: ${JSON.stringify(answer)}`)
    return (answer.value as { seq: number }).seq
  }
  const loop = async (): Promise<void> => {
    const began = performance.now()
    const under = new Set<Promise<unknown>>()
    for (let count = 0; chatting; count += 1) {
      const one = Promise.all([append(), author.ask('signal', { room: ROOM, kind: 'typing' })])
      under.add(one)
      void one.finally(() => under.delete(one))
      await pause(Math.max(0, began + (count * 1_000) / PER_SECOND - performance.now()))
    }
    await Promise.all(under)
  }
  const running = loop()
  return {
    append,
    sent: () => sent,
    async stop() {
      chatting = false
      await running
    },
  }
}

/** Asks for the newest entries as fast as they come, across the moment of the end. */
async function keepReading({ devices: [, second] }: Victim, reading: () => boolean): Promise<void> {
  while (reading() && second?.ended() === false) {
    await second.ask('range', { room: ROOM, limit: 5 })
    await pause(5)
  }
}

async function endAccess(victim: Victim, afterMs: number, { append }: Chat): Promise<void> {
  await pause(afterMs)
  await ends[victim.end](victim)
  const at = performance.now()
  victim.confirmed = { at, after: await append() }
}

/** Places in the room's log that a frame holds: pushed, read or named as its head. */
const seqsIn = (text: string): number[] =>
  text.includes(`"${ROOM}"`) || text.startsWith('43')
    ? [...text.matchAll(/"(?:seq|head)":(\d+)/g)].map(([, seq]) => Number(seq))
    : []

/** The signs of a room that somebody is in: its texts, its typing, its place among the heads. */
const isOfRoom = (text: string, canary: string): boolean =>
  text.includes(canary) || text.includes(`"room":"${ROOM}"`) || text.includes(`"${ROOM}":{`)

function checkVictim({ name, end, devices, confirmed }: Victim, left: number, canary: string): Violation[] {
  const { at = 0, after = 0 } = confirmed ?? {}
  // Who is removed is out of the log from the entry that says so; a token ends at some moment before the confirmation.
  const bound = end === 'revoked' ? after : left
  return devices.flatMap(({ heard, ended }, index) => {
    const who = `${name}, ${end}, device ${index + 1}`
    const late = heard.filter((frame) => frame.at > at + STILL_ON_ITS_WAY_MS && isOfRoom(frame.text, canary))
    const beyond = heard.filter(({ text }) => seqsIn(text).some((seq) => seq > bound))
    const saw = heard.some(({ text }) => text.includes(canary))
    const wrong: Violation[] = [...late, ...beyond].slice(0, 2).map(({ text, at: came }) => ({
      kind: 'leaked',
      what: `${who} hears beyond ${bound}, ${Math.round(came - at)} ms after the confirmation: ${text.slice(0, 120)}`,
    }))
    if (!saw) wrong.push({ kind: 'invalid', what: `${who} heard nothing before: it proves nothing` })
    if (end !== 'removed' && !ended()) wrong.push({ kind: 'admitted', what: `${who} is still connected` })
    if (end === 'removed' && ended()) wrong.push({ kind: 'lost', what: `${who} is not connected any more` })
    return wrong
  })
}

/** Comes back with the same tokens. */
async function checkReturn({ server, name, end, tokens }: Victim, canary: string): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const token of tokens) {
    const device = await openListening(server.port, token)
    const answer = await device.ask('range', { room: ROOM, limit: 500 })
    const refused = answer?.ok !== true && device.ended() === (end !== 'removed')
    if (!refused || device.heard.some(({ text }) => isOfRoom(text, canary)))
      violations.push({ kind: 'admitted', what: `${name} (${end}) comes back into the room` })
    device.close()
  }
  return violations
}

/** Where the log says that each person left: name → seq. */
async function leavesOf(author: ListeningDevice): Promise<Map<string, number>> {
  const leaves = new Map<string, number>()
  for (let after = 0; ;) {
    const answer = await author.ask('range', { room: ROOM, after, limit: 500 })
    if (answer?.ok !== true) throw new Error('the author cannot read')
    const { entries, head } = answer.value as {
      entries: { seq: number; kind: string; author: { name: string } }[]
      head: number
    }
    for (const entry of entries) if (entry.kind === 'leave') leaves.set(entry.author.name, entry.seq)
    after = entries.at(-1)?.seq ?? head
    if (after >= head) return leaves
  }
}

async function attack({ size, random, onEnd }: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0', BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }
  const server = await spawnServer({ ...options, env })
  onEnd(() => server.stop('SIGKILL'))
  const canary = `canary-${randomBytes(6).toString('hex')}`
  await askAdmin(server, 'room-create', { id: ROOM, name: 'Vault' })
  const { token } = await joinAs(server.url, server.invite, 'Author')
  await askAdmin(server, 'member-add', { room: ROOM, person: 'Author' })
  const author = await openListening(server.port, token)
  const { link } = await askAdmin(server, 'invite', { rooms: ['general'], uses: 1_000, expiresAt: null })
  const inviting = { ...server, invite: link }
  const kinds = Object.keys(ends) as End[]
  const all = Array.from({ length: size.times * kinds.length }, (_, index) => kinds[index % kinds.length])
  const violations: Violation[] = []
  let sent = 0
  while (all.length > 0) {
    const round = all.splice(0, ROUND).filter((end) => end !== undefined)
    const victims = await Promise.all(
      round.map((end, index) => startVictim(inviting, `V ${all.length} ${index}`, end)),
    )
    const chatting = chat(author, canary)
    let going = true
    const reading = victims.map((victim) => keepReading(victim, () => going))
    await Promise.all(victims.map((victim) => endAccess(victim, random.int(200, ROUND_MS), chatting)))
    // The talk goes on for as long as something may still be on its way, and for some messages more.
    await pause(STILL_ON_ITS_WAY_MS + 300)
    await chatting.stop()
    going = false
    await Promise.all(reading)
    sent += chatting.sent()
    const leaves = await leavesOf(author)
    for (const victim of victims) {
      violations.push(...checkVictim(victim, leaves.get(victim.name) ?? 0, canary))
      violations.push(...(await checkReturn(victim, canary)))
      victim.devices.forEach((device) => device.close())
    }
  }
  violations.push(...complaintsOf(server))
  return { runs: size.times * kinds.length, sends: sent, violations, figures: [] }
}

faultRow<Size>({
  row: 'S5',
  fault: 'members are removed, tokens revoked and people deactivated during 100 messages a second',
  sizes: { fast: { times: 3 }, full: { times: 20 } },
  timeout: 300_000,
  run: (run) => attack(run, {}),
  control: {
    without: 'the end of live connections and their channels',
    size: { times: 1 },
    run: (run) => {
      const forgetful = serverWithout([
        {
          file: 'server/gateway/socket/fan-out.js',
          find: 'io.in(channel.person(change.person)).socketsLeave(channel.room(change.room));',
          put: '',
        },
        {
          file: 'server/gateway/socket/fan-out.js',
          find: 'io.in(channel.token(change.token)).disconnectSockets(true);',
          put: '',
        },
      ])
      run.onEnd(forgetful.remove)
      return attack(run, { program: forgetful.program })
    },
  },
})
