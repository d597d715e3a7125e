import { fail, type Result } from '../../protocol/result.ts'
import type { Channel } from './channel/channel.ts'

const notJoined = fail('unauthorized', 'This browser has not joined a server.')

type WhenJoined = <T>(use: (channel: Channel) => Promise<Result<T>>) => Promise<Result<T>>

/** Runs what needs the server that this browser has joined. Refuses it where there is none. */
export const createWhenJoined =
  (channel: () => Channel | undefined): WhenJoined =>
  async (use) => {
    const now = channel()
    return now ? use(now) : notJoined
  }
