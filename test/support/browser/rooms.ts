import { joinAsNodeClient } from '../channel/node-client.ts'
import { waitFor } from '../wait-for.ts'
import { alertsOf } from './alerts.ts'
import { badgeText, request } from './extension-api.ts'
import type { Scene } from './scene.ts'

async function cli({ server }: Scene, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await server.cli(args)
  if (code !== 0) throw new Error(`backchannel ${args.join(' ')}: ${stderr}`)
  return stdout
}

/** Settles when the badge of Mina's browser says this. */
export const badgeSays = async ({ browser }: Scene, text: string): Promise<void> => {
  let seen = ''
  await waitFor(async () => (seen = await badgeText(browser)) === text, `the badge says "${text}"`).catch(
    (error: unknown) => {
      throw new Error(`${String(error)} It says "${seen}".`, { cause: error })
    },
  )
}

/** Reads these rooms to their end, and settles when nothing tells of anything any more. */
export async function readRooms(scene: Scene, rooms: readonly string[]): Promise<void> {
  const { browser, jonas } = scene
  for (const room of rooms) {
    const seq = jonas.entries(room).at(-1)?.seq
    if (seq !== undefined) await request(browser, 'seen', { room, seq })
  }
  await badgeSays(scene, '')
  await waitFor(async () => {
    const { toasts, notifications } = await alertsOf(browser)
    return toasts + notifications === 0
  }, 'no alert')
}

/** A room of Mina and Jonas alone, which both of them have open: what comes from now on is pushed. */
export async function addSmallRoom(scene: Scene, slug: string): Promise<void> {
  await cli(scene, 'room', 'create', slug)
  for (const person of ['Jonas', 'Mina'])
    await cli(scene, 'member', 'add', '--room', slug, '--person', person)
  await scene.jonas.publish(slug, { text: `#${slug} is open`, priority: 2 })
  await badgeSays(scene, '1')
  await readRooms(scene, [slug])
}

/** Four people more: #general is no small room then. */
export async function fillGeneral(scene: Scene): Promise<void> {
  const link = /http\S+/.exec(await cli(scene, 'invite', '--uses', '4'))?.[0] ?? ''
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan']) await (await joinAsNodeClient(link, name)).close()
}
