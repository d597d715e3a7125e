/** Nobody types this fast and then closes the tab; and it is not a message at each letter. */
const WAIT_MS = 200

export interface PendingDraft {
  /** The text as it is now. */
  set(text: string): void
  /** Saves at once what is not saved yet. */
  flush(): void
  /** The text was sent: it is no draft any more, and a late save must not bring it back. */
  forget(): void
}

export function createPendingDraft(save: (text: string) => void): PendingDraft {
  let unsaved: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    clearTimeout(timer)
    if (unsaved !== undefined) save(unsaved)
    unsaved = undefined
  }
  return {
    set(text) {
      unsaved = text
      clearTimeout(timer)
      timer = setTimeout(flush, WAIT_MS)
    },
    flush,
    forget() {
      clearTimeout(timer)
      unsaved = undefined
    },
  }
}
