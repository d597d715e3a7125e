import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Text } from '../../platform/i18n.ts'

export interface Words {
  text: Text
  /** BCP 47, for dates and numbers. */
  language: string
}

export const WordsContext = createContext<Words>({ text: (key) => key, language: 'en' })

export const useWords = (): Words => useContext(WordsContext)
