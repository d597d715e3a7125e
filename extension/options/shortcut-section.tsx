import { useEffect, useState } from 'preact/hooks'
import type { Shortcut } from '../platform/pages.ts'
import { useWords } from '../ui/i18n/text.ts'

/** The keys of each command. The browser holds them: they can be changed there alone. */
export function ShortcutSection({ shortcuts }: { shortcuts: () => Promise<Shortcut[]> }) {
  const { text } = useWords()
  const [known, setKnown] = useState<Shortcut[]>([])
  useEffect(() => {
    void shortcuts().then(setKnown)
  }, [])
  return (
    <section class="card">
      <h2>{text('shortcuts')}</h2>
      <dl class="facts">
        {known.map(({ description, keys }) => [
          <dt key={`${description} what`}>{description}</dt>,
          <dd key={description}>{keys === undefined ? text('shortcutNone') : <kbd>{keys}</kbd>}</dd>,
        ])}
      </dl>
      <p class="quiet">{text('shortcutHelp')}</p>
    </section>
  )
}
