import { useEffect, useState } from 'preact/hooks'
import { IconButton } from '../components/icon-button.tsx'
import { useWords } from '../i18n/text.ts'

/** How long the button says that it copied. */
const SAID_MS = 2000

type Copy = 'idle' | 'done' | 'refused'

/** Fenced code, which a person can scroll by the keyboard and copy. */
export function CodeBlock({ text: code, language }: { text: string; language: string | undefined }) {
  const { text } = useWords()
  const [copy, setCopy] = useState<Copy>('idle')
  useEffect(() => {
    if (copy === 'idle') return
    const timer = setTimeout(() => setCopy('idle'), SAID_MS)
    return () => clearTimeout(timer)
  }, [copy])
  const press = () => {
    void navigator.clipboard.writeText(code).then(
      () => setCopy('done'),
      () => setCopy('refused'),
    )
  }
  const name = language === undefined ? text('code') : text('codeIn', language)
  return (
    <div class="code-block" role="group" aria-label={name}>
      <pre dir="ltr" tabIndex={0}>
        <code>{code}</code>
      </pre>
      <IconButton icon={copy === 'done' ? 'check' : 'copy'} label={text('copyCode')} onClick={press} />
      <span role="status" class={copy === 'refused' ? 'problem' : 'unseen'}>
        {copy === 'done' && text('copied')}
        {copy === 'refused' && text('actionCopyRefused')}
      </span>
    </div>
  )
}
