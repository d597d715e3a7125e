import browser from 'webextension-polyfill'
import type messages from '../_locales/en/messages.json'

export type MessageKey = keyof typeof messages

/** A sentence of `_locales`, in the person's language. */
export type Text = (key: MessageKey, ...substitutions: (string | number)[]) => string

export const text: Text = (key, ...substitutions) => browser.i18n.getMessage(key, substitutions.map(String))

/**
 * For dates and numbers: the person's own variant ("en-GB") of the language that the messages are in. With messages
 * that fell back to English, English dates: a line in two languages reads badly.
 */
export const language = (): string => {
  const messages = text('languageTag')
  const own = browser.i18n.getUILanguage()
  return own.split('-')[0] === messages ? own : messages
}
