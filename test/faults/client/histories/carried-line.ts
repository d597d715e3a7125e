import type { OpenTransport, TransportEvent } from '../../../../extension/background/channel/transport.ts'
import type { Push } from '../../../../protocol/down.ts'
import { fail, type Result } from '../../../../protocol/result.ts'
import type { CommandName } from '../../../../protocol/up.ts'
import type { Random } from '../../harness/random.ts'

interface Asked {
  name: CommandName
  input: unknown
  /** What the server answered: it has carried the command out, and the client does not know it yet. */
  answer: Result<unknown> | undefined
  settle(answer: Result<unknown>): void
}

export type CarriedPush = Extract<TransportEvent, { type: 'push' }>

/** What the server does at its end of the line. */
export interface FarEnd {
  answer(name: CommandName, input: unknown): Promise<Result<unknown>>
  heads(): Promise<Push<'heads'>>
}

/** Whatever was not answered when a connection ended. */
const lost = fail('unavailable', 'the connection has ended')

/** One device's connection. Nothing moves on it unless the test carries it, and in the order that the test chooses. */
export class CarriedLine {
  private state: 'closed' | 'opening' | 'open' = 'closed'
  private pushes: CarriedPush[] = []
  private asked: Asked[] = []
  private listen: (event: TransportEvent) => void = () => undefined
  private readonly far: FarEnd

  constructor(far: FarEnd) {
    this.far = far
  }

  readonly openTransport: OpenTransport = (_address, listener) => {
    this.end()
    // A background that was killed has its listener still, which must not hear of the connection of the next one.
    const listening = { listener }
    this.listen = (event) => listening.listener(event)
    return {
      open: () => {
        if (this.state === 'closed') this.state = 'opening'
      },
      send: async (name, input) => (await this.ask(name, input)) as Result<never>,
      close: () => {
        listening.listener = () => undefined
        this.end()
      },
    }
  }

  private ask(name: CommandName, input: unknown): Promise<Result<unknown>> {
    if (this.state !== 'open') return Promise.resolve(lost)
    return new Promise((settle) => this.asked.push({ name, input, answer: undefined, settle }))
  }

  push(push: CarriedPush): void {
    if (this.state === 'open') this.pushes.push(push)
  }

  private end(): void {
    this.state = 'closed'
    this.pushes = []
    for (const { settle } of this.asked.splice(0)) settle(lost)
  }

  cut(): void {
    if (this.state === 'closed') return
    this.end()
    this.listen({ type: 'lost' })
  }

  /** Something of what is under way goes on: any push, any command, any answer, or none of them arrives. */
  async carry(random: Random): Promise<void> {
    if (await this.accept()) return
    const pushes = Math.min(this.pushes.length, 3)
    const which = random.int(0, pushes + Math.min(this.asked.length, 3) - 1)
    if (which < 0) return
    if (which < pushes) this.carryPush(which, random)
    else await this.carryOne(this.asked[which - pushes], random)
  }

  private carryPush(at: number, random: Random): void {
    const chance = random.next()
    const [push] = chance < 0.1 ? this.pushes.slice(at, at + 1) : this.pushes.splice(at, 1)
    if (push !== undefined && chance < 0.9) this.listen(push)
  }

  /** An answer is often late, so that it comes after pushes of what happened since. */
  private async carryOne(asked: Asked | undefined, random: Random): Promise<void> {
    const chance = random.next()
    if (asked?.answer === undefined || chance < 0.4) await this.carryAsked(asked, chance < 0.1)
  }

  /** First to the server, and in a later step back. */
  private async carryAsked(asked: Asked | undefined, isLost: boolean): Promise<void> {
    if (asked === undefined) return
    if (asked.answer === undefined && !isLost) {
      asked.answer = await this.far.answer(asked.name, asked.input)
      return
    }
    this.asked = this.asked.filter((one) => one !== asked)
    asked.settle(isLost ? fail('unavailable', 'no answer came') : (asked.answer ?? lost))
  }

  private async accept(): Promise<boolean> {
    if (this.state !== 'opening') return false
    this.state = 'open'
    this.listen({ type: 'connected' })
    await this.hearHeads()
    return true
  }

  async hearHeads(): Promise<void> {
    if (this.state === 'open') this.push({ type: 'push', name: 'heads', push: await this.far.heads() })
  }

  /** All that is under way arrives, in order. */
  async carryAll(): Promise<void> {
    await this.accept()
    for (const asked of [...this.asked]) {
      if (asked.answer === undefined) await this.carryAsked(asked, false)
      await this.carryAsked(asked, false)
    }
    for (const push of this.pushes.splice(0)) this.listen(push)
  }
}
