import type { PageUnderTest } from './page-under-test.ts'

/** Puts the focus on the message with this text, as somebody who went there by arrows. */
export const focusMessage = (popup: PageUnderTest, text: string): Promise<void> =>
  popup.evaluate((words) => {
    const rows = [...document.querySelectorAll<HTMLElement>('article[data-seq]')]
    const row = rows.find((one) => one.querySelector('.message-text')?.textContent === words)
    if (row === undefined) throw new Error(`no message "${words}"`)
    row.focus()
  }, text)
