import { expect, it, vi } from 'vitest'

const family = '👨‍👩‍👧‍👦'

it('counts nothing far from the limit, units until what counts characters is there, and characters then', async () => {
  vi.resetModules()
  const { measureText } = await import('../../../../extension/ui/composer/measure-text.ts')
  const again = vi.fn()
  expect(measureText('x'.repeat(3895), again)).toEqual({ characters: 3895, most: 4096 })
  expect(measureText(family.repeat(1000), again)).toEqual({ characters: 11_000, most: 4096 })
  await vi.waitFor(() => expect(again).toHaveBeenCalledTimes(1))
  expect(measureText(family.repeat(1000), again)).toEqual({ characters: 1000, most: 4096 })
  expect(again).toHaveBeenCalledTimes(1)
})
