import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from './icon-button.tsx'
import { placeMenu } from '../menu/place-menu.ts'
import { useLeaving } from '../menu/use-leaving.ts'
import { useWords } from '../i18n/text.ts'
import './popover.css'

interface Props {
  title: string
  /** What opened it. */
  button: RefObject<HTMLElement | null>
  /** The person is done with it: the focus goes back. */
  onClose: () => void
  /** The person went elsewhere: the focus stays where it is. */
  onLeave: () => void
  children: ComponentChildren
}

/** A small window at what opened it, for what is read or chosen there and is no menu. */
export function Popover({ title, button, onClose, onLeave, children }: Props) {
  const { text } = useWords()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (box.current === null || button.current === null) return
    placeMenu(box.current, button.current)
    box.current.focus()
  }, [])
  useLeaving([box, button], onLeave)
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    // What is around it has keys of its own.
    event.stopPropagation()
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }
  return (
    <div class="popover" role="dialog" aria-label={title} tabIndex={-1} ref={box} onKeyDown={onKeyDown}>
      <div class="popover-head">
        <h2>{title}</h2>
        <IconButton icon="close" label={text('close')} onClick={onClose} />
      </div>
      {children}
    </div>
  )
}
