import { useRef } from 'preact/hooks'
import { quietUntil } from '../bridge/quiet-hours.ts'
import { useServerNow } from '../ui/attention/clock-offset.ts'
import { doNotDisturb, quietHours, untilWords } from '../ui/attention/until-words.ts'
import { useUntil } from '../ui/attention/use-until.ts'
import { useFocusHeld } from '../ui/settings/use-focus-held.ts'
import { Icon } from '../ui/parts/icon.tsx'
import { useWords } from '../ui/words/text.ts'
import type { BellProps } from './bell-menu.tsx'

/** What keeps messages or their text away just now, so that nobody wonders; each with the way back. */
export function QuietLines({ attention, device, presenting, onAttention, onDevice }: BellProps) {
  const words = useWords()
  const { text } = words
  const now = useServerNow()
  const until = useUntil(attention.doNotDisturbUntil)
  const quiet = useUntil(quietUntil(attention.quietHours, now()))
  const lines = useRef<HTMLDivElement>(null)
  useFocusHeld(lines, '.bell')
  return (
    <div role="status" ref={lines}>
      {until !== undefined && (
        <p class="quiet-line">
          <Icon name="bell-off" />
          <span>{untilWords(words, until, doNotDisturb)}</span>
          <button type="button" class="link-button" onClick={() => onAttention({ doNotDisturbUntil: null })}>
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
        presenting === 'sharing' && (
          <p class="quiet-line">
            <Icon name="hidden" />
            <span>{text('textHiddenSharing')}</span>
          </p>
        )
      )}
    </div>
  )
}
