import { defaultPersonAttention, type Attention, type PersonAttention } from '../../protocol/attention.ts'
import type { Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { Asker } from '../room/room-service.ts'
import type { Write } from '../room/write.ts'
import type { AttentionReader, StoredAttention } from './attention-store.ts'
import { setAttention } from './set-attention.ts'
import { tidyPerson } from './tidy-person.ts'

export const attentionWrites = { 'set-attention': setAttention }

export type AttentionService = ReturnType<typeof createAttentionService>

/** What may disturb a person, and when: kept here so that it is the same on all of their devices. Clients act on it. */
export function createAttentionService(reader: AttentionReader, write: Write<typeof attentionWrites>) {
  return {
    async of(person: string): Promise<Attention> {
      const stored = await reader.findAttention(person)
      return { now: Date.now(), person: withDefaults(stored.person), rooms: stored.rooms }
    },

    async set(
      { person }: Asker,
      change: CommandInput<'set-attention'>,
    ): Promise<Result<CommandValue<'set-attention'>>> {
      if (change.of === 'room') return write('set-attention', { person, change })
      const tidy = tidyPerson(change.attention)
      if (!tidy.ok) return tidy
      return write('set-attention', { person, change: { of: 'person', attention: tidy.value } })
    },
  }
}

const withDefaults = (stored: StoredAttention['person']): PersonAttention => ({
  ...defaultPersonAttention,
  ...stored,
  quietHours: { ...defaultPersonAttention.quietHours, ...stored?.quietHours },
})
