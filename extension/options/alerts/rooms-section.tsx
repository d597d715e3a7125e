import { useRef } from 'preact/hooks'
import { levels } from '../../../protocol/notification-settings.ts'
import type { RoomSummary } from '../../shared/view.ts'
import { levelWords } from '../../ui/mute/level-words.ts'
import { UntilChoices } from '../../ui/mute/until-choices.tsx'
import { muted, untilWords } from '../../ui/mute/until-words.ts'
import { useUntil } from '../../ui/mute/use-until.ts'
import { Menu } from '../../ui/menu/menu.tsx'
import { MenuButton } from '../../ui/menu/menu-button.tsx'
import { Icon } from '../../ui/components/icon.tsx'
import { Problem } from '../../ui/settings/problem.tsx'
import { useFocusHeld } from '../../ui/settings/use-focus-held.ts'
import { useRoomSettings } from '../../ui/settings/use-notification-settings.ts'
import { useChange } from '../../ui/settings/use-change.ts'
import type { Ask } from '../../ui/store/page-store.ts'
import { useWords } from '../../ui/i18n/text.ts'

/** The rooms' own levels, and which of them are muted. */
export function RoomsSection({ rooms, ask }: { rooms: RoomSummary[]; ask: Ask }) {
  const { text } = useWords()
  const present = rooms.filter(({ left }) => left !== true)
  return (
    <section class="card">
      <h2>{text('rooms')}</h2>
      {present.length === 0 ? (
        <p class="quiet">{text('noRooms')}</p>
      ) : (
        <ul class="setting-list room-list">
          {present.map((room) => (
            <RoomRow key={room.id} room={room} ask={ask} />
          ))}
        </ul>
      )}
    </section>
  )
}

const EVERYWHERE = 'everywhere'

function RoomRow({ room, ask }: { room: RoomSummary; ask: Ask }) {
  const words = useWords()
  const { text } = words
  const setting = useRoomSettings(room, ask)
  const { apply, problem } = useChange(setting)
  const { level, mutedUntil } = setting.value
  const until = useUntil(mutedUntil)
  const row = useRef<HTMLLIElement>(null)
  useFocusHeld(row, 'select')
  const choose = (value: string) => apply({ level: levels.find((one) => one === value) ?? null })
  return (
    <li class="setting-row" ref={row}>
      <div>
        <p class="row-name">
          <bdi>#{room.name}</bdi>
        </p>
        {until !== undefined && (
          <p class="row-state quiet">
            <Icon name="bell-off" /> {untilWords(words, until, muted)}
          </p>
        )}
      </div>
      <select
        aria-label={text('alertsOf', room.name)}
        value={level ?? EVERYWHERE}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value={EVERYWHERE}>{text('asEverywhere')}</option>
        {levels.map((one) => (
          <option key={one} value={one}>
            {text(levelWords[one].label)}
          </option>
        ))}
      </select>
      {until === undefined ? (
        <MenuButton
          title={text('muteNamed', room.name)}
          label={text('muteNamed', room.name)}
          class="button opens"
          face={text('mute')}
          menu={(frame) => (
            <Menu {...frame}>
              <UntilChoices open="untilTurnedOn" onChoose={(next) => apply({ mutedUntil: next })} />
            </Menu>
          )}
        />
      ) : (
        <button
          type="button"
          class="button"
          aria-label={text('turnOnNamed', room.name)}
          onClick={() => apply({ mutedUntil: null })}
        >
          {text('turnOn')}
        </button>
      )}
      <Problem failure={problem} />
    </li>
  )
}
