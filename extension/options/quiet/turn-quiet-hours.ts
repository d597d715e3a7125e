import { defaultPersonSettings, type QuietHours } from '../../../protocol/notification-settings.ts'
import { ownTimeZone } from '../../ui/i18n/time-zones.ts'

const isUntouched = (hours: QuietHours): boolean => {
  const { quietHours } = defaultPersonSettings
  return JSON.stringify({ ...quietHours, ...hours, on: quietHours.on }) === JSON.stringify(quietHours)
}

/** Switched on for the first time, quiet hours are those of where the person is. */
export const turned = (hours: QuietHours, on: boolean): QuietHours =>
  on && isUntouched(hours) ? { ...hours, on, timeZone: ownTimeZone() } : { ...hours, on }
