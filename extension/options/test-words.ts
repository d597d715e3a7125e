import type { TestAlert } from '../shared/requests.ts'
import type { MessageKey, Text } from '../platform/i18n.ts'

const whys = {
  'no-page': 'testNoPage',
  'no-access': 'testNoAccess',
  'never-here': 'testNeverHere',
  'not-shown': 'testNotShown',
} as const satisfies Record<NonNullable<TestAlert['whyNoToast']>, MessageKey>

export const joined = (...sentences: string[]): string => sentences.filter((one) => one !== '').join(' ')

/** What a test alert came to, why it was no card, and what to do where nothing could show it. */
export function testWords(text: Text, { shown, ms, whyNoToast }: TestAlert): string {
  const why = whyNoToast === undefined ? '' : text(whys[whyNoToast])
  switch (shown) {
    case 'toast':
      return text('testToast', ms)
    case 'system':
      return joined(text('testSystem', ms), why)
    case 'badge':
      return joined(text('testNothing'), why, text('testNothingDo'))
  }
}
