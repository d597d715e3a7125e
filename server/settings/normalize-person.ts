import { foldText } from '../../protocol/fold-text.ts'
import type { PersonSettings } from '../../protocol/notification-settings.ts'
import { fail, ok, type Result } from '../../protocol/result.ts'

/** What a person sends, without what is in it twice. Refused: a time zone that this server does not know. */
export function normalizePerson(settings: PersonSettings): Result<PersonSettings> {
  const { keywords, quietHours } = settings
  if (!isTimeZone(quietHours.timeZone)) {
    return fail(
      'malformed',
      `settings.quietHours.timeZone: there is no time zone "${quietHours.timeZone}", write one such as "Asia/Seoul"`,
    )
  }
  return ok({
    ...settings,
    keywords: firstOfEach(keywords),
    quietHours: { ...quietHours, days: [...new Set(quietHours.days)].sort((a, b) => a - b) },
  })
}

/** Clients look for keywords as `foldText` makes them, so two that it makes the same are one. */
function firstOfEach(keywords: readonly string[]): string[] {
  const spellings = new Map<string, string>()
  for (const keyword of keywords) {
    const key = foldText(keyword)
    if (!spellings.has(key)) spellings.set(key, keyword)
  }
  return [...spellings.values()]
}

/** Newer versions of Node take offsets ("+09:00") too. They are no zone: they have no daylight-saving time. */
function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
