import { layout } from './layout.ts'
import { texts, type Language } from './texts.ts'

/** The same for every message, whether it is there or not: who reads it here has not signed in. */
export function messagePage(language: Language): string {
  const { message } = texts[language]
  const [open, get] = message.steps.map(({ title, text }) => `<h2>${title}</h2><p>${text}</p>`)
  return layout(
    language,
    message.title,
    `<h1>${message.title}</h1>
<p class="lead">${message.lead}</p>
<ol class="card steps">
<li>${open}</li>
<li>${get}</li>
</ol>`,
    '../../',
  )
}
