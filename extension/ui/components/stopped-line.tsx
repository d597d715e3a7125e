import type { RoomSummary } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'
import { useWords } from '../i18n/text.ts'
import './connection-line.css'

/** A server could stop a thousand rooms; each is asked for by itself. */
const SHOWN_MAX = 3

/** Rooms whose history the server kept replacing: what is shown of them is old, and the person decides when to go on. */
export function StoppedLine({ rooms, ask }: { rooms: RoomSummary[]; ask: Ask }) {
  const { text } = useWords()
  const stopped = rooms.filter((room) => room.stopped).slice(0, SHOWN_MAX)
  return (
    <div role="status" class="connection-place">
      {stopped.map(({ id, name }) => (
        <div key={id} class="connection serious">
          <p>{text('roomStopped', name)}</p>
          <div class="buttons">
            <button type="button" class="button small" onClick={() => void ask('retry-room', { room: id })}>
              {text('tryAgain')}
            </button>
          </div>
        </div>
      ))}
    </div>
  )
}
