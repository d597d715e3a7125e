import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { timeline } from '../../protocol/timeline.ts'
import { joinAsNodeClient, type NodeClient } from '../support/channel/node-client.ts'
import { startServer } from '../support/server/start-server.ts'
import { waitFor } from '../support/wait-for.ts'

/** The commit before messages could be answered, edited, deleted, reacted to and pinned. */
const BEFORE_CHANGES = 'e333fa3485c1f0c72c8d487db67c711e6ab88225'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'dist/before-changes')

/** Inside of the project, so that what it imports is found. False: the history does not reach back to it. */
function checkOut(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${BEFORE_CHANGES}^{commit}`], { cwd: root, stdio: 'ignore' })
  } catch {
    return false
  }
  if (existsSync(join(folder, 'test'))) return true
  mkdirSync(folder, { recursive: true })
  const archive = execFileSync('git', ['archive', BEFORE_CHANGES], {
    cwd: root,
    maxBuffer: 256 * 1024 * 1024,
  })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  return true
}

type OldClient = Pick<
  NodeClient,
  'entries' | 'texts' | 'send' | 'receive' | 'claim' | 'journal' | 'channel' | 'close'
>
interface OldSupport {
  joinAsNodeClient: (link: string, name: string) => Promise<OldClient>
  startServer: typeof startServer
}

async function old<K extends keyof OldSupport>(file: string, name: K): Promise<OldSupport[K]> {
  const url = pathToFileURL(join(folder, 'test/support', file)).href
  return ((await import(/* @vite-ignore */ url)) as OldSupport)[name]
}

const isHere = checkOut()
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
async function until<T extends { close(): Promise<void> }>(begun: Promise<T>): Promise<T> {
  const part = await begun
  ends.push(() => part.close())
  return part
}

describe.skipIf(!isHere)(
  `beside the commit before messages could change${isHere ? '' : ' (not in this history)'}`,
  () => {
    it('2.6 an old client keeps what it does not know, shows nothing for it, and misses nothing', async () => {
      const server = await until(startServer())
      const joinOld = await old('channel/node-client.ts', 'joinAsNodeClient')
      const mina = await until(joinAsNodeClient(server.firstInvite, 'Mina'))
      const jonas = await until(joinOld(server.firstInvite, 'Jonas'))
      const first = await mina.publish('general', { text: 'first' })
      const secret = await mina.publish('general', { text: 'secret' })
      await jonas.receive('general', 'secret')
      await mina.change('general', first.seq, 'edit', { text: 'first, edited' })
      await mina.change('general', first.seq, 'reaction', { emoji: '👍', on: true })
      await mina.change('general', first.seq, 'pin', { on: true })
      await mina.reply('general', first.seq, 'a reply')
      await mina.change('general', secret.seq, 'delete', {})
      await jonas.send('general', 'from the old one')
      await mina.receive('general', 'from the old one')
      expect(jonas.texts('general')).toEqual(['first', 'secret', 'a reply', 'from the old one'])
      // It claims as before, and holds the log without a hole.
      await jonas.claim('general', first.seq)
      await waitFor(() => mina.entries('general').some(({ kind }) => kind === 'claim'), 'the claim is here')
      const kept = (await jonas.journal.entries('general', Infinity, 100)).map(({ seq, kind }) => [seq, kind])
      expect(kept).toEqual(
        (await mina.journal.entries('general', Infinity, 100)).map(({ seq, kind }) => [seq, kind]),
      )
      // It does not know that the text goes, until it is a new one. Who comes anew is not sent the text.
      const theo = await until(joinOld(server.firstInvite, 'Theo'))
      await waitFor(
        async () => (await theo.journal.entries('general', Infinity, 100)).length > 9,
        'Theo has the log',
      )
      expect(JSON.stringify(await theo.journal.entries('general', Infinity, 100))).not.toContain('secret')
      expect(JSON.stringify(await jonas.journal.entries('general', Infinity, 100))).toContain('secret')
    })

    it('6.2 an old server refuses what it does not know, which stays visible, and takes everything else', async () => {
      const startOld = await old('server/start-server.ts', 'startServer')
      const server = await until(startOld())
      const mina = await until(joinAsNodeClient(server.firstInvite, 'Mina'))
      const jonas = await until(joinAsNodeClient(server.firstInvite, 'Jonas'))
      const { seq } = await mina.publish('general', { text: 'first' })
      const { outbox } = mina.channel
      const about = { room: 'general', about: seq }
      const changes = [
        { kind: 'edit', body: { text: 'edited' } },
        { kind: 'reaction', body: { emoji: '👍', on: true } },
        { kind: 'pin', body: { on: true } },
        { kind: 'delete', body: {} },
      ] as const
      for (const change of changes) await mina.channel.append({ ...about, ...change, id: randomUUID() })
      await outbox.add({ ...about, id: randomUUID(), kind: 'message', body: { text: 'a reply' } })
      await mina.send('general', 'after them')
      await jonas.receive('general', 'after them')
      await waitFor(
        () => outbox.items('general').every(({ refused }) => refused !== undefined),
        'all are refused',
      )
      expect(outbox.items('general').map(({ kind, refused }) => [kind, refused?.code])).toEqual([
        ['edit', 'malformed'],
        ['reaction', 'malformed'],
        ['pin', 'malformed'],
        ['delete', 'malformed'],
        ['message', 'malformed'],
      ])
      expect(timeline(jonas.entries('general')).filter(({ kind }) => kind === 'message')).toMatchObject([
        { entry: { body: { text: 'first' } } },
        { entry: { body: { text: 'after them' } } },
      ])
      expect(await mina.channel.readPinned('general')).toMatchObject({ ok: false })
      expect(await mina.channel.readEntry('general', seq)).toMatchObject({
        ok: false,
        error: { code: 'malformed' },
      })
    })
  },
)
