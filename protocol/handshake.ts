import * as v from 'valibot'

/** Socket.IO's `auth`: credentials never travel in a URL. */
export const handshakeSchema = v.object({ protocol: v.number(), token: v.string() })
