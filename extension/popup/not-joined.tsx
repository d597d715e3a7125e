import { useEffect, useState } from 'preact/hooks'
import { parseInviteLink } from '../../protocol/invite-link.ts'
import type { Overview } from '../shared/view.ts'
import { Logo } from '../ui/components/logo.tsx'
import { useWords } from '../ui/i18n/text.ts'
import type { PopupPages } from './popup-pages.ts'

interface Invite {
  link: string
  host: string
}

/** The invite of the tab in front, if it shows one. */
async function inviteInFront(pages: PopupPages): Promise<Invite | undefined> {
  const link = await pages.tabInFront()
  const parsed = link === undefined ? undefined : parseInviteLink(link)
  return link !== undefined && parsed?.ok === true
    ? { link, host: new URL(parsed.value.server).host }
    : undefined
}

export function NotJoined({ joining, pages }: { joining: Overview['joining']; pages: PopupPages }) {
  const { text } = useWords()
  const [invite, setInvite] = useState<Invite>()
  useEffect(() => {
    void inviteInFront(pages).then(setInvite)
  }, [])
  return (
    <main class="not-joined">
      <Logo size={56} />
      <h1 aria-live="polite">{text(joining === undefined ? 'pasteInvite' : 'joining')}</h1>
      {invite !== undefined && (
        <div class="card">
          <p>{text('inviteInFront')}</p>
          <button type="button" class="button primary" onClick={() => pages.openWelcome(invite.link)}>
            {text('joinHost', invite.host)}
          </button>
        </div>
      )}
      <button
        type="button"
        class={invite === undefined ? 'button primary' : 'button'}
        onClick={() => pages.openWelcome()}
      >
        {text('enterInvite')}
      </button>
      <p class="quiet">{text('whatIsInvite')}</p>
    </main>
  )
}
