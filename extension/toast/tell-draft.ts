/** Nobody types this fast and then closes the tab; and it is not a message at each letter. */
const WAIT_MS = 200

export interface Draft {
  /** The text as it is now. */
  set(text: string): void
  /** Tells at once what has not been told. */
  flush(): void
  /** What was written has been sent: it is no draft any more, and a late one must not bring it back. */
  forget(): void
}

export function createDraft(tell: (text: string) => void): Draft {
  let untold: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    clearTimeout(timer)
    if (untold !== undefined) tell(untold)
    untold = undefined
  }
  return {
    set(text) {
      untold = text
      clearTimeout(timer)
      timer = setTimeout(flush, WAIT_MS)
    },
    flush,
    forget() {
      clearTimeout(timer)
      untold = undefined
    },
  }
}
