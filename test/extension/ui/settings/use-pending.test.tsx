// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../../protocol/result.ts'
import { usePending, type Setting } from '../../../../extension/ui/settings/use-pending.ts'
import { mount, refusal, settle } from '../mount.tsx'

interface Pair {
  a: number
  b: number
}

/** A background that answers when the test says so. */
function start(first: Pair) {
  const sent: Pair[] = []
  const answers: ((result: Result<null>) => void)[] = []
  let setting: Setting<Pair> | undefined
  const send = (whole: Pair) => {
    sent.push(whole)
    return new Promise<Result<null>>((answer) => answers.push(answer))
  }
  function Probe({ what }: { what: Pair }) {
    setting = usePending(what, send)
    return <p>{JSON.stringify(setting.value)}</p>
  }
  const draw = mount(<Probe what={first} />)
  return {
    sent,
    shown: () => JSON.parse(document.body.textContent) as Pair,
    change: (part: Partial<Pair>) => act(() => void setting?.change(part)),
    send: (next: Pair) => draw(<Probe what={next} />),
    answer: async (result: Result<null>) => {
      answers.shift()?.(result)
      await settle()
    },
  }
}
const taken: Result<null> = { ok: true, value: null }

describe('a setting that applies at once', () => {
  it('shows what was asked for before anybody answered', async () => {
    const { change, shown, sent } = start({ a: 1, b: 1 })
    await change({ a: 2 })
    expect(shown()).toEqual({ a: 2, b: 1 })
    expect(sent).toEqual([{ a: 2, b: 1 }])
  })
  it('goes back when it was refused', async () => {
    const { change, shown, answer } = start({ a: 1, b: 1 })
    await change({ a: 2 })
    await answer(refusal)
    expect(shown()).toEqual({ a: 1, b: 1 })
  })
  it('builds a second change on the first', async () => {
    const { change, sent } = start({ a: 1, b: 1 })
    await change({ a: 2 })
    await change({ b: 2 })
    expect(sent.at(-1)).toEqual({ a: 2, b: 2 })
  })
  it('does not flicker while the background has sent back the first of two changes alone', async () => {
    const { change, shown, send, answer } = start({ a: 1, b: 1 })
    await change({ a: 2 })
    await change({ b: 2 })
    await answer(taken)
    send({ a: 2, b: 1 })
    expect(shown()).toEqual({ a: 2, b: 2 })
    send({ a: 2, b: 2 })
    await answer(taken)
    expect(shown()).toEqual({ a: 2, b: 2 })
  })
  it('stays as asked for when it is taken before it is sent back', async () => {
    const { change, shown, answer } = start({ a: 1, b: 1 })
    await change({ a: 2 })
    await answer(taken)
    expect(shown()).toEqual({ a: 2, b: 1 })
  })
  it('follows the background from then on: another device may change it', async () => {
    const { change, shown, send, answer } = start({ a: 1, b: 1 })
    await change({ a: 2 })
    send({ a: 2, b: 1 })
    await answer(taken)
    send({ a: 5, b: 1 })
    expect(shown()).toEqual({ a: 5, b: 1 })
    await change({ a: 6 })
    await answer(taken)
    send({ a: 7, b: 1 })
    expect(shown()).toEqual({ a: 7, b: 1 })
  })
})
