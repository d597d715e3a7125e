import type { Corner } from '../../shared/device-settings.ts'
import type { MessageKey } from '../../platform/i18n.ts'

export const cornerWords = {
  'top-left': 'cornerTopLeft',
  'top-right': 'cornerTopRight',
  'bottom-left': 'cornerBottomLeft',
  'bottom-right': 'cornerBottomRight',
} as const satisfies Record<Corner, MessageKey>

/** As one reads a screen. */
export const cornersInOrder = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
