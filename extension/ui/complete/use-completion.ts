import type { RefObject } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { completionKeys } from './completion-keys.ts'
import { complete, findCompletion, type Completion } from './find-completion.ts'

/** Something that is meant by its name. */
export interface Named {
  name: string
  /** What it is, where the name does not say it. */
  about?: string
}

/** All that there are of each kind, those that are likely first. */
export type Names = Readonly<Record<Completion['kind'], () => readonly Named[]>>

interface Open {
  completion: Completion
  options: readonly Named[]
  active: number
}

const isSame = (one: Completion | undefined, other: Completion): boolean =>
  one?.from === other.from && one.to === other.to && one.query === other.query

/** Offers names for what is typed at the caret of the box. What compares names is loaded with the first sign. */
export function useCompletion(box: RefObject<HTMLTextAreaElement | null>, names: Names) {
  const id = useId()
  const [drawn, draw] = useState<Open>()
  const latest = useRef({ names, open: drawn })
  latest.current.names = names
  /** The sign at which the person took a name or closed the list: it stays closed there. */
  const done = useRef<number>(undefined)

  const show = (next: Open | undefined) => {
    latest.current.open = next
    draw(next)
  }
  const close = () => {
    done.current = latest.current.open?.completion.from
    show(undefined)
  }
  const look = async (area: HTMLTextAreaElement): Promise<void> => {
    const { value, selectionStart, selectionEnd } = area
    const completion = selectionStart === selectionEnd ? findCompletion(value, selectionStart) : undefined
    if (completion === undefined) done.current = undefined
    if (completion === undefined || completion.from === done.current) return show(undefined)
    if (isSame(latest.current.open?.completion, completion)) return
    const { matchNames } = await import('./match-name.ts')
    // Something else was typed meanwhile, and is looked at by itself.
    if (area.value !== value || area.selectionStart !== selectionStart) return
    const options = matchNames(latest.current.names[completion.kind](), completion.query)
    show(options.length === 0 ? undefined : { completion, options, active: 0 })
  }
  const take = (index: number) => {
    const { current: area } = box
    const { open } = latest.current
    const option = open?.options[index]
    if (area === null || open === undefined || option === undefined) return
    const { text, caret } = complete(area.value, open.completion, option.name)
    close()
    area.value = text
    area.setSelectionRange(caret, caret)
    area.focus()
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const step = (by: number) => {
    const { open } = latest.current
    if (open === undefined) return
    const { length } = open.options
    show({ ...open, active: (open.active + by + length) % length })
  }
  useEffect(() => {
    if (box.current === null) return
    return completionKeys(box.current, {
      isOpen: () => latest.current.open !== undefined,
      step,
      take: () => take(latest.current.open?.active ?? 0),
      close,
      look: (area) => void look(area),
    })
  }, [])

  return { id, options: drawn?.options ?? [], active: drawn?.active ?? 0, take }
}
