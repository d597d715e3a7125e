import { useEffect, useRef } from 'preact/hooks'
import { useWords } from '../i18n/text.ts'
import { keyTable } from './key-table.ts'
import './key-list.css'

/** A dialog with all keys. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { text } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // The first thing that takes the focus by itself is the button at the end.
    heading.current?.focus()
  }, [])
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="key-list-title" onClose={onClose}>
      <h2 id="key-list-title" class="key-list-title" tabIndex={-1} ref={heading}>
        {text('keys')}
      </h2>
      {keyTable.map(({ title, rows }) => (
        <section key={title} class="key-group">
          <h3>{text(title)}</h3>
          <dl>
            {rows.map(({ keys, does }) => (
              <div key={keys.join()} class="key-row">
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{text(does)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        {text('close')}
      </button>
    </dialog>
  )
}
