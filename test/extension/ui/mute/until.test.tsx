// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { UNTIL_TURNED_ON } from '../../../../protocol/notification-settings.ts'
import { doNotDisturb, muted, untilWords } from '../../../../extension/ui/mute/until-words.ts'
import { ClockOffset } from '../../../../extension/ui/mute/clock-offset.ts'
import { useUntil } from '../../../../extension/ui/mute/use-until.ts'
import { english } from '../english-words.ts'
import { mount } from '../mount.tsx'

let drawn = 0
function Probe({ until }: { until: number | null }) {
  drawn++
  return <p>{useUntil(until) ?? 'over'}</p>
}

describe('a moment until which something holds', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
  afterEach(() => void vi.useRealTimers())
  const after = (ms: number) => act(() => void vi.advanceTimersByTime(ms))

  it('is over when it comes, before the eyes of somebody', async () => {
    mount(<Probe until={1_060_000} />)
    await after(59_999)
    expect(document.body.textContent).toBe('1060000')
    await after(1)
    expect(document.body.textContent).toBe('over')
  })
  it('is over if it was never set, or lies in the past', () => {
    mount(<Probe until={null} />)
    expect(document.body.textContent).toBe('over')
    mount(<Probe until={1_000_000} />)
    expect(document.body.textContent).toBe('over')
  })
  it("is one of the server's clock, whatever this machine's says", async () => {
    const ahead = (
      <ClockOffset.Provider value={50_000}>
        <Probe until={1_060_000} />
      </ClockOffset.Provider>
    )
    mount(ahead)
    await after(9_999)
    expect(document.body.textContent).toBe('1060000')
    await after(1)
    expect(document.body.textContent).toBe('over')
  })
  it('may be further away than a timer counts, which would end it at once, again and again', async () => {
    mount(<Probe until={UNTIL_TURNED_ON} />)
    drawn = 0
    await after(1000)
    expect(drawn).toBe(0)
    await after(2 ** 31)
    expect(document.body.textContent).toBe(`${UNTIL_TURNED_ON}`)
  })
})

it('the words for it say the time, or who ends it', () => {
  const at = new Date().setHours(14, 30, 0, 0)
  expect(untilWords(english, at, muted)).toBe('Muted until 14:30')
  expect(untilWords(english, UNTIL_TURNED_ON, muted)).toBe('Muted until you turn it on')
  expect(untilWords(english, at, doNotDisturb)).toBe('Do not disturb until 14:30')
  expect(untilWords(english, UNTIL_TURNED_ON, doNotDisturb)).toBe('Do not disturb is on')
})
