import type { RoomSummary } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'
import { useWords } from '../i18n/text.ts'
import { ConnectionNotice } from './connection-notice.tsx'

/** A server could stop a thousand rooms; each has a notice of its own. */
const SHOWN_MAX = 3

/** Rooms whose history the server kept replacing: each is shown as it was, until the person tries again. */
export function StoppedLine({ rooms, ask }: { rooms: RoomSummary[]; ask: Ask }) {
  const { text } = useWords()
  const stopped = rooms.filter((room) => room.stopped).slice(0, SHOWN_MAX)
  return (
    <div role="status" class="connection-place">
      {stopped.map(({ id, name }) => (
        <ConnectionNotice
          key={id}
          serious
          buttons={[['tryAgain', () => void ask('retry-room', { room: id })]]}
        >
          <p>{text('roomStopped', name)}</p>
        </ConnectionNotice>
      ))}
    </div>
  )
}
