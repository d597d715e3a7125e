import { useEffect, useRef, useState } from 'preact/hooks'
import type { ServerTime } from '../../../protocol/entry.ts'
import type { RequestValue } from '../../shared/requests.ts'
import type { Ask } from '../store/page-store.ts'
import { failureText } from '../i18n/failure-text.ts'
import { formatTime } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'

type Link = RequestValue<'add-browser'>

function LinkToCopy({ link, expiresAt }: { link: string; expiresAt: ServerTime }) {
  const { text, language } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean>()
  /** Selected too, with the focus on it: a browser may refuse the clipboard, and then the keys still copy it. */
  const copy = () => {
    box.current?.select()
    void navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => {
        setCopied(false)
        box.current?.focus()
        box.current?.select()
      },
    )
  }
  return (
    <>
      <p>{text('addBrowserHelp')}</p>
      <input
        ref={box}
        type="text"
        readOnly
        value={link}
        aria-label={text('addBrowserLink')}
        onFocus={() => box.current?.select()}
      />
      <p class="quiet">{text('addBrowserValid', formatTime(expiresAt, language))}</p>
      <button type="button" class="button primary" onClick={copy}>
        {text(copied === true ? 'copied' : 'copyLink')}
      </button>
      {copied === false && (
        <p role="alert" class="problem">
          {text('copyRefused')}
        </p>
      )}
    </>
  )
}

/** A dialog with a new link, made as it opens. */
export function AddBrowser({ ask, onClose }: { ask: Ask; onClose: () => void }) {
  const { text } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const [link, setLink] = useState<Link>()
  useEffect(() => {
    dialog.current?.showModal()
    void ask('add-browser', {}).then(setLink)
  }, [])
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="add-browser-title" onClose={onClose}>
      <h2 id="add-browser-title">{text('addBrowser')}</h2>
      {link === undefined && <p class="late">{text('loading')}</p>}
      {link?.ok === true && <LinkToCopy {...link.value} />}
      {link?.ok === false && <p class="problem">{failureText(text, link.error)}</p>}
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        {text('close')}
      </button>
    </dialog>
  )
}
