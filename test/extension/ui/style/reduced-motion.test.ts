import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const style = readFileSync(join(import.meta.dirname, '../../../../extension/ui/style/base.css'), 'utf8')

it('nothing moves or fades for who wants little motion', () => {
  const [, rules = ''] = style.split('@media (prefers-reduced-motion: reduce)')
  expect(rules).toContain('transition: none !important')
  expect(rules).toContain('animation-duration: 0s !important')
})
