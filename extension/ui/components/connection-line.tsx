import type { Connection } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'
import { formatMoment } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import { ConnectionNotice, type NoticeButton } from './connection-notice.tsx'

interface Props {
  connection: Connection
  /** Address of the server. */
  server: string
  ask: Ask
  openTab: (url: string) => void
  /** Undefined where the page shows another button for leaving. */
  onLeave?: () => void
}

/** The state of the connection to the server, in words; nothing while connected. */
export function ConnectionLine(props: Props) {
  return (
    <div role="status" class="connection-place">
      <State {...props} />
    </div>
  )
}

function State({ connection, server, ask, openTab, onLeave }: Props) {
  const { text, language } = useWords()
  const host = new URL(server).host
  const tryNow: NoticeButton = ['tryNow', () => void ask('reconnect', {})]
  const openServer = () => openTab(server)
  switch (connection.state) {
    case 'connected':
      return null
    case 'connecting':
      return <div class="connection calm late">{text('connecting')}</div>
    case 'offline': {
      if (connection.why === 'too-much') {
        return (
          <ConnectionNotice serious buttons={[tryNow]}>
            <p>{text('tooMuch', host, formatMoment(connection.until, language))}</p>
          </ConnectionNotice>
        )
      }
      const noAnswer = connection.why === 'no-answer'
      return (
        <ConnectionNotice buttons={noAnswer ? [['openInTab', openServer], tryNow] : [tryNow]}>
          <p>{text('offlineSince', formatMoment(connection.since, language))}</p>
          {noAnswer && (
            <p class="quiet">
              {text('noAnswer', host)} {server.startsWith('https:') && text('certificateHint')}
            </p>
          )}
        </ConnectionNotice>
      )
    }
    case 'signed-out':
      return (
        <ConnectionNotice serious buttons={onLeave === undefined ? [] : [['leave', onLeave]]}>
          <p>
            <strong>{text('signedOut')}</strong> {text('signedOutHelp', host)}
          </p>
        </ConnectionNotice>
      )
    case 'outdated':
      return (
        <ConnectionNotice serious buttons={[['getExtension', openServer]]}>
          <p>
            <strong>{text('outdated')}</strong> {text('outdatedHelp', host)}
          </p>
        </ConnectionNotice>
      )
  }
}
