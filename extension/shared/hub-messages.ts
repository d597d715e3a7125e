import * as v from 'valibot'
import { entrySchema, roomIdSchema } from '../../protocol/entry.ts'
import { overviewSchema, roomStateSchema, roomViewSchema } from './view.ts'

const change = { room: roomIdSchema, state: roomStateSchema }

/**
 * Background → page: an `overview` first, then changes. `room` is a snapshot; the last three change it: `entries` follow its
 * last entry (what left the outbox leaves it in the same message), `older` ones precede its first.
 */
export const hubMessageSchema = v.variant('type', [
  v.object({ type: v.literal('overview'), overview: overviewSchema }),
  v.object({ type: v.literal('room'), view: roomViewSchema }),
  v.object({ type: v.picklist(['entries', 'older']), ...change, entries: v.array(entrySchema) }),
  v.object({ type: v.literal('state'), ...change }),
])
export type HubMessage = v.InferOutput<typeof hubMessageSchema>
