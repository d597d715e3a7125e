import type { Connection } from '../../shared/view.ts'
import { formatMoment } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import './connection-line.css'

interface Props {
  connection: Connection
  /** Address of the server. */
  server: string
  onReconnect: () => void
  onOpenServer: () => void
  /** Undefined where leaving is in view anyway. */
  onLeave?: () => void
}

/** How we stand with the server, in words; nothing while all is well. */
export function ConnectionLine(props: Props) {
  return (
    <div role="status" class="connection-place">
      <Words {...props} />
    </div>
  )
}

function Words({ connection, server, onReconnect, onOpenServer, onLeave }: Props) {
  const { text, language } = useWords()
  const host = new URL(server).host
  const tryNow = (
    <button type="button" class="button small" onClick={onReconnect}>
      {text('tryNow')}
    </button>
  )
  switch (connection.state) {
    case 'connected':
      return null
    case 'connecting':
      return <div class="connection calm late">{text('connecting')}</div>
    case 'offline': {
      if (connection.why === 'too-much') {
        return (
          <div class="connection serious">
            <p>{text('tooMuch', host, formatMoment(connection.until, language))}</p>
            <div class="buttons">{tryNow}</div>
          </div>
        )
      }
      const since = text('offlineSince', formatMoment(connection.since, language))
      if (connection.why === 'no-network') {
        return (
          <div class="connection">
            <p>{since}</p>
            <div class="buttons">{tryNow}</div>
          </div>
        )
      }
      return (
        <div class="connection">
          <p>{since}</p>
          <p class="quiet">
            {text('noAnswer', host)} {server.startsWith('https:') && text('certificateHint')}
          </p>
          <div class="buttons">
            <button type="button" class="button small" onClick={onOpenServer}>
              {text('openInTab')}
            </button>
            {tryNow}
          </div>
        </div>
      )
    }
    case 'signed-out':
      return (
        <div class="connection serious">
          <p>
            <strong>{text('signedOut')}</strong> {text('signedOutHelp', host)}
          </p>
          {onLeave !== undefined && (
            <div class="buttons">
              <button type="button" class="button small" onClick={onLeave}>
                {text('leave')}
              </button>
            </div>
          )}
        </div>
      )
    case 'outdated':
      return (
        <div class="connection serious">
          <p>
            <strong>{text('outdated')}</strong> {text('outdatedHelp', host)}
          </p>
          <div class="buttons">
            <button type="button" class="button small" onClick={onOpenServer}>
              {text('getExtension')}
            </button>
          </div>
        </div>
      )
  }
}
