import { waitFor } from '../wait-for.ts'
import { request } from './extension-api.ts'
import type { Scene } from './scene.ts'

/** Further rooms with both people in them; settles when both have them. */
export async function addRooms({ server, browser, jonas }: Scene, slugs: readonly string[]): Promise<void> {
  for (const slug of slugs) {
    await server.cli(['room', 'create', slug])
    for (const person of ['Mina', 'Jonas'])
      await server.cli(['member', 'add', '--room', slug, '--person', person])
    await waitFor(() => jonas.channel.room(slug)?.level() === true, `Jonas has #${slug}`)
    const isKnown = async (): Promise<boolean> => {
      const { ok } = await request<{ ok: boolean }>(browser, 'draft', { room: slug, text: '' })
      return ok
    }
    await waitFor(isKnown, `Mina has #${slug}`)
  }
}
