import * as v from 'valibot'

/** Made for each toast; the frame that holds it is the only one that gets the text (see notifier/). */
const nonceSchema = v.pipe(v.string(), v.regex(/^[\w-]{16,64}$/))

/**
 * Toast frame → background, by `runtime.sendMessage`. `ready` is answered with a `ToastContent`, or with undefined when
 * the toast has been taken back meanwhile; the rest has no answer.
 */
export const toastMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('toast-ready'), nonce: nonceSchema }),
  /** Painted. `height` in CSS pixels is what the card takes; the host in the page is made as high. */
  v.strictObject({
    type: v.literal('toast-shown'),
    nonce: nonceSchema,
    height: v.pipe(v.number(), v.finite()),
  }),
  v.strictObject({ type: v.literal('toast-dismiss'), nonce: nonceSchema }),
  v.strictObject({ type: v.literal('toast-open'), nonce: nonceSchema }),
])
export type ToastMessage = v.InferOutput<typeof toastMessageSchema>

export interface ToastContent {
  author: string
  /** The room's name. */
  room: string
  text: string
  /** Further messages that came with this one and are not shown: "and 49 more". */
  more: number
}
