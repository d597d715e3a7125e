import { useRef } from 'preact/hooks'
import { quietUntil } from '../shared/quiet-hours.ts'
import { useServerNow } from '../ui/mute/clock-offset.ts'
import { doNotDisturb, quietHours, untilWords } from '../ui/mute/until-words.ts'
import { useUntil } from '../ui/mute/use-until.ts'
import { useFocusHeld } from '../ui/settings/use-focus-held.ts'
import { Icon } from '../ui/components/icon.tsx'
import { useWords } from '../ui/i18n/text.ts'
import type { BellProps } from './bell-menu.tsx'

/** What keeps messages or their text away just now, so that nobody wonders; each with the way back. */
export function QuietLines({ settings, device, textHidden, onSettings, onDevice }: BellProps) {
  const words = useWords()
  const { text } = words
  const now = useServerNow()
  const until = useUntil(settings.doNotDisturbUntil)
  const quiet = useUntil(quietUntil(settings.quietHours, now()))
  const lines = useRef<HTMLDivElement>(null)
  useFocusHeld(lines, '.bell')
  return (
    <div role="status" ref={lines}>
      {until !== undefined && (
        <p class="quiet-line">
          <Icon name="bell-off" />
          <span>{untilWords(words, until, doNotDisturb)}</span>
          <button type="button" class="link-button" onClick={() => onSettings({ doNotDisturbUntil: null })}>
            {text('turnOff')}
          </button>
        </p>
      )}
      {until === undefined && quiet !== undefined && (
        <p class="quiet-line">
          <Icon name="bell-off" />
          <span>{untilWords(words, quiet, quietHours)}</span>
        </p>
      )}
      {device.hideText ? (
        <p class="quiet-line">
          <Icon name="hidden" />
          <span>{text('textHidden')}</span>
          <button type="button" class="link-button" onClick={() => onDevice({ hideText: false })}>
            {text('showText')}
          </button>
        </p>
      ) : (
        textHidden === 'sharing' && (
          <p class="quiet-line">
            <Icon name="hidden" />
            <span>{text('textHiddenSharing')}</span>
          </p>
        )
      )}
    </div>
  )
}
