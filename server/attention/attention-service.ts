import { defaultPersonAttention, type Attention, type PersonAttention } from '../../protocol/attention.ts'
import { ok, type Result } from '../../protocol/result.ts'
import type { CommandInput, CommandValue } from '../../protocol/up.ts'
import type { Principal } from '../room/principal.ts'
import type { Write } from '../room/write.ts'
import type { AttentionReader, StoredAttention } from './attention-store.ts'
import { setAttention } from './set-attention.ts'
import { normalizePerson } from './normalize-person.ts'

export const attentionWrites = { 'set-attention': setAttention }

export type AttentionService = ReturnType<typeof createAttentionService>

/** What may disturb a person, and when: kept here so that it is the same on all of their devices. Clients act on it. */
export function createAttentionService(reader: AttentionReader, write: Write<typeof attentionWrites>) {
  async function of(person: string): Promise<Attention> {
    const { revision, rooms, ...stored } = await reader.findAttention(person)
    return { revision, now: Date.now(), person: withDefaults(stored.person), rooms }
  }

  return {
    of,

    async set(
      { person }: Principal,
      change: CommandInput<'set-attention'>,
    ): Promise<Result<CommandValue<'set-attention'>>> {
      const checked = normalizeChange(change)
      if (!checked.ok) return checked
      const written = await write('set-attention', { person: person.id, change: checked.value })
      return written.ok ? ok(await of(person.id)) : written
    },
  }
}

function normalizeChange(change: CommandInput<'set-attention'>): Result<CommandInput<'set-attention'>> {
  if (change.of === 'room') return ok(change)
  const normalized = normalizePerson(change.attention)
  return normalized.ok ? ok({ ...change, attention: normalized.value }) : normalized
}

const withDefaults = (stored: StoredAttention['person']): PersonAttention => ({
  ...defaultPersonAttention,
  ...stored,
  quietHours: { ...defaultPersonAttention.quietHours, ...stored?.quietHours },
})
