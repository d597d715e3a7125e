import { signal } from '@preact/signals'
import { render, type ComponentChildren } from 'preact'
import { language, text, type MessageKey } from '../platform/i18n.ts'
import { connectHub, sendRequest } from '../platform/runtime-messages.ts'
import { keepFilesOut } from './keep-files-out.ts'
import { createPageStore, type PageStore } from './store/page-store.ts'
import { documentShowing } from './store/showing.ts'
import { WordsContext } from './i18n/text.ts'
import './style/tokens.css'
import './style/base.css'
import './style/controls.css'

interface Page {
  title: MessageKey
  /** Messages can be read on it, so that there is no need to notify of them meanwhile. */
  showsRooms: boolean
}

/** Wires a page to the browser: its words, its store, its title. */
export function mountPage({ title, showsRooms }: Page, page: (store: PageStore) => ComponentChildren): void {
  document.title = text(title)
  keepFilesOut(window)
  document.documentElement.lang = language()
  const showing = showsRooms ? documentShowing(document) : signal(false)
  const store = createPageStore({ connectHub, ask: sendRequest, showing })
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no #root')
  render(
    <WordsContext.Provider value={{ text, language: language() }}>{page(store)}</WordsContext.Provider>,
    root,
  )
}
