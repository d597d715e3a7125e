import messages from '../../../extension/_locales/en/messages.json' with { type: 'json' }
import type { Words } from '../../../extension/ui/i18n/text.ts'

interface Message {
  message: string
  placeholders?: Record<string, { content: string }>
}

/** What the browser's `i18n.getMessage` does with the English file. */
export const english: Words = {
  language: 'en',
  text: (key, ...substitutions) => {
    const { message, placeholders = {} }: Message = messages[key]
    return message.replace(/\$(\w+)\$/g, (_, name: string) => {
      const content = placeholders[name.toLowerCase()]?.content ?? ''
      return String(substitutions[Number(content.slice(1)) - 1])
    })
  },
}
