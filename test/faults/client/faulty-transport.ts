import { randomUUID } from 'node:crypto'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { OpenTransport, TransportEvent } from '../../../extension/background/channel/transport.ts'
import { fail } from '../../../protocol/result.ts'

/** What goes wrong next on one client's connection. */
export interface Faults {
  /** So many `entries` pushes are thrown away. */
  dropPushes: number
  /** So many `append`s are carried out, and their answers thrown away. */
  loseAnswers: number
  /** For a control: each try of a message gets another id. */
  newIds: boolean
  /** Ends the open connection or attempt. */
  cut(): void
}

export const noFaults = (): Faults => ({ dropPushes: 0, loseAnswers: 0, newIds: false, cut: () => undefined })

/** The transport that ships, on a line that does what `faults` says. */
export const faultyTransport =
  (faults: Faults): OpenTransport =>
  (address, listener) => {
    let isOpen = false
    let inner = openSocketTransport(address, hear)

    function hear(event: TransportEvent): void {
      if (event.type === 'lost' || event.type === 'refused') isOpen = false
      if (event.type === 'push' && event.name === 'entries' && faults.dropPushes > 0) {
        faults.dropPushes -= 1
        return
      }
      listener(event)
    }

    faults.cut = () => {
      if (!isOpen) return
      isOpen = false
      inner.close()
      inner = openSocketTransport(address, hear)
      listener({ type: 'lost' })
    }
    return {
      open: () => {
        isOpen = true
        inner.open()
      },
      send: async (name, input) => {
        if (name !== 'append') return inner.send(name, input)
        const answer = await inner.send(name, faults.newIds ? { ...input, id: randomUUID() } : input)
        if (faults.loseAnswers === 0) return answer
        faults.loseAnswers -= 1
        return fail('unavailable', 'The answer was lost.')
      },
      close: () => inner.close(),
    }
  }
