import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MessageKey } from '../platform/i18n.ts'
import { useWords } from '../ui/i18n/text.ts'
import './options-index.css'

/** The parts of the options, in their order, with the words of their headings. */
const parts = {
  account: 'account',
  notifications: 'notifications',
  alerts: 'alerts',
  quiet: 'dnd',
  cards: 'cards',
  shortcuts: 'shortcuts',
  leave: 'leave',
} as const satisfies Record<string, MessageKey>
type PartId = keyof typeof parts

/** Of the element: other elements of the page have the plain names. */
const anchorOf = (id: PartId): string => `part-${id}`

const ids = Object.keys(parts) as PartId[]

/** The first part that is on the screen, below the index. */
function useCurrent(): PartId | undefined {
  const [current, setCurrent] = useState<PartId>()
  useEffect(() => {
    const onScreen = new Set<string>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) onScreen.add(target.id)
          else onScreen.delete(target.id)
        setCurrent(ids.find((id) => onScreen.has(anchorOf(id))))
      },
      { rootMargin: '-64px 0px -40% 0px' },
    )
    for (const part of document.querySelectorAll('.options-part')) observer.observe(part)
    return () => observer.disconnect()
  }, [])
  return current
}

/** Leads to each part of a page that is many screens long. */
export function OptionsIndex() {
  const { text } = useWords()
  const current = useCurrent()
  const index = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const link = index.current?.querySelector<HTMLElement>('[aria-current]')
    // Not `scrollIntoView`, which would stop the page where a link is just taking it.
    if (index.current && link)
      index.current.scrollLeft = link.offsetLeft - (index.current.clientWidth - link.offsetWidth) / 2
  }, [current])
  return (
    <nav ref={index} class="options-index" aria-label={text('optionsIndex')}>
      {ids.map((id) => (
        <a key={id} href={`#${anchorOf(id)}`} aria-current={id === current ? 'location' : undefined}>
          {text(parts[id])}
        </a>
      ))}
    </nav>
  )
}

export const OptionsPart = ({ id, children }: { id: PartId; children: ComponentChildren }) => (
  <div class="options-part" id={anchorOf(id)}>
    {children}
  </div>
)
