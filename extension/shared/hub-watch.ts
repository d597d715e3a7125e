import * as v from 'valibot'
import { roomIdSchema } from '../../protocol/entry.ts'

/** The name of the port between the background and the extension's own pages. No other page gets one. */
export const HUB_PORT = 'hub'

/**
 * Page → background. `room` is the one it shows (its snapshot follows if it is another than before); `showing` is true
 * while the page is visible and focused, which keeps notifications of that room away.
 */
export const watchSchema = v.strictObject({
  type: v.literal('watch'),
  room: v.nullable(roomIdSchema),
  showing: v.boolean(),
})
export type Watch = v.InferOutput<typeof watchSchema>
