import * as v from 'valibot'

export const corners = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const
export type Corner = (typeof corners)[number]

const hostSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(255))

/** Settings of this browser alone: how cards look and where they may show. Notification settings follow the person. */
export const deviceSettingsSchema = v.strictObject({
  corner: v.picklist(corners),
  /** Cards stay so many times longer, 1 to 10; null: until they are dismissed. */
  stay: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(10))),
  /** Presentation mode: cards and notifications say only that there is a message. */
  hideText: v.boolean(),
  /** The same by itself while a tab of this browser shares the screen, where the browser reports it (Firefox). */
  hideTextWhileSharing: v.boolean(),
  /** By host, as in `location.hostname`. `toasts` false: never on this site. */
  sites: v.record(
    hostSchema,
    v.strictObject({ toasts: v.boolean(), corner: v.nullable(v.picklist(corners)) }),
  ),
})
export type DeviceSettings = v.InferOutput<typeof deviceSettingsSchema>

export const defaultDeviceSettings: DeviceSettings = {
  corner: 'bottom-right',
  stay: 1,
  hideText: false,
  hideTextWhileSharing: true,
  sites: {},
}
