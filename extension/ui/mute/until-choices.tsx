import type { ServerTime } from '../../../protocol/entry.ts'
import { muteChoices, muteUntil, type MuteChoice } from '../../shared/mute-until.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { MenuItem } from '../menu/menu-item.tsx'
import { useWords } from '../i18n/text.ts'
import { ownTimeZone } from '../i18n/time-zones.ts'
import { useServerNow } from './clock-offset.ts'

/** `open`: what the choice without an end is called. */
export const choiceWords = (open: MessageKey): Record<MuteChoice, MessageKey> => ({
  '30min': 'for30Minutes',
  '2h': 'for2Hours',
  tomorrow: 'untilTomorrow',
  on: open,
})

/** By the server's clock, as the settings have it. */
export function useUntilOf(): (choice: MuteChoice) => ServerTime {
  const now = useServerNow()
  return (choice) => muteUntil(choice, now(), ownTimeZone())
}

interface Props {
  open: MessageKey
  onChoose: (until: ServerTime) => void
}

/** For how long, as items of a menu. */
export function UntilChoices({ open, onChoose }: Props) {
  const { text } = useWords()
  const untilOf = useUntilOf()
  return (
    <>
      {muteChoices.map((choice) => (
        <MenuItem key={choice} onPick={() => onChoose(untilOf(choice))}>
          {text(choiceWords(open)[choice])}
        </MenuItem>
      ))}
    </>
  )
}
