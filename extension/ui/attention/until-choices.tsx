import { muteChoices, muteUntil, type MuteChoice } from '../../bridge/mute-until.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { MenuItem } from '../menu/menu-item.tsx'
import { useWords } from '../words/text.ts'
import { ownTimeZone } from '../words/time-zones.ts'

/** `open`: what the choice without an end is called. */
export const choiceWords = (open: MessageKey): Record<MuteChoice, MessageKey> => ({
  '30min': 'for30Minutes',
  '2h': 'for2Hours',
  tomorrow: 'untilTomorrow',
  on: open,
})

export const untilOf = (choice: MuteChoice): number => muteUntil(choice, Date.now(), ownTimeZone())

interface Props {
  open: MessageKey
  onChoose: (until: number) => void
}

/** For how long, as items of a menu. */
export function UntilChoices({ open, onChoose }: Props) {
  const { text } = useWords()
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
