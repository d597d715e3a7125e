import { useEffect, useRef } from 'preact/hooks'
import { useWords } from '../i18n/text.ts'
import type { Named } from './use-completion.ts'
import './completion-list.css'

interface Props {
  /** Of the list; `<id>-<index>` is an option's. */
  id: string
  options: readonly Named[]
  active: number
  take: (index: number) => void
}

/** Above the box. The focus stays in the box, which says which option is active. */
export function CompletionList({ id, options, active, take }: Props) {
  const { text } = useWords()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.children.item(active)?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    <ul class="completions" id={id} role="listbox" aria-label={text('suggestions')} ref={list}>
      {options.map(({ name, about }, index) => (
        <li
          key={name}
          id={`${id}-${index}`}
          class="completion"
          role="option"
          aria-selected={index === active}
          // The focus stays in the box.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(index)}
        >
          <bdi>{name}</bdi>
          {about !== undefined && <span class="completion-about">{about}</span>}
        </li>
      ))}
    </ul>
  )
}
