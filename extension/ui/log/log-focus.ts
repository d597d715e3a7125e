import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'

/** What one message has open beside it. `by`: the element that it is placed at. */
export interface OpenMenu {
  key: string
  kind: 'react' | 'more' | 'history'
  by: HTMLElement
}

/** Which message of a log the person points at; messages are meant by their lines' keys. */
export interface LogFocus {
  /** The log is one Tab stop: this message. */
  stop: Signal<string | undefined>
  hovered: Signal<string | undefined>
  focused: Signal<string | undefined>
  menu: Signal<OpenMenu | undefined>
  /** Its bar shows: one at a time. */
  active: ReadonlySignal<string | undefined>
  /** Forgets messages that are not drawn any more: nothing says that the pointer or the focus left them. */
  keepDrawn(keys: readonly string[]): void
}

export function createLogFocus(): LogFocus {
  const hovered = signal<string>()
  const focused = signal<string>()
  const menu = signal<OpenMenu>()
  const active = computed(() => menu.value?.key ?? hovered.value ?? focused.value)
  const isGone = (key: string | undefined, keys: readonly string[]) =>
    key !== undefined && !keys.includes(key)
  const keepDrawn = (keys: readonly string[]) =>
    batch(() => {
      for (const pointed of [hovered, focused]) if (isGone(pointed.peek(), keys)) pointed.value = undefined
      if (isGone(menu.peek()?.key, keys)) menu.value = undefined
    })
  return { stop: signal<string>(), hovered, focused, menu, active, keepDrawn }
}
