// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { takeInvite } from '../../../extension/welcome/take-invite.ts'

it('takes the invite out of the page’s address, so that it does not stay in the history', () => {
  const invite = `https://chat.example.org/join#i${'x'.repeat(43)}`
  const left: unknown[] = []
  const history = { replaceState: (...args: unknown[]) => void left.push(args.at(-1)) } as unknown as History
  const at = (hash: string) => takeInvite({ hash, pathname: '/welcome/index.html' } as Location, history)
  expect(at(`#invite=${encodeURIComponent(invite)}`)).toBe(invite)
  expect(left).toEqual(['/welcome/index.html'])
  expect(at('')).toBe('')
  expect(left).toHaveLength(1)
})
