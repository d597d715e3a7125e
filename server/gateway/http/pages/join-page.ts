import { isLoopback } from '../../../../protocol/invite-link.ts'
import { escapeHtml, layout } from './layout.ts'
import { texts, type Language } from './texts.ts'

/** Works without the extension. The invite's secret is in the fragment, which no request carries: the script shows it. */
export function joinPage(language: Language, publicUrl: string): string {
  const { join } = texts[language]
  const { host, hostname } = new URL(publicUrl)
  const [get, copy, open] = join.steps.map(({ title, text }) => `<h2>${title}</h2><p>${text}</p>`)
  const local = isLoopback(hostname) ? `<p class="note">${join.local}</p>` : ''
  return layout(
    language,
    join.title,
    `<h1>${join.title}</h1>
<p class="lead">${join.server} <b>${escapeHtml(host)}</b></p>
${local}
<p class="note warning" id="incomplete" hidden>${join.incomplete}</p>
<ol class="card steps">
<li>${get}</li>
<li>${copy}
<noscript><p>${join.noScript}</p></noscript>
<p class="copy" id="copy" hidden>
<input id="link" aria-label="${join.link}" readonly spellcheck="false">
<button class="button" type="button" data-copied="${join.copied}" data-by-hand="${join.byHand}">${join.copy}</button>
</p></li>
<li>${open}</li>
</ol>
<script src="pages/join.js"></script>`,
  )
}

/**
 * Takes the secret out of the address at once, so that no bookmark, synced tab, shared screen or copied address holds it. The
 * history's state keeps it for a reload and for the way back. What the browser recorded at the visit it keeps: measured, no page
 * can remove that.
 */
export const joinScript = `'use strict'
const incomplete = document.getElementById('incomplete')
const copy = document.getElementById('copy')
const link = document.getElementById('link')
const button = copy.querySelector('button')
const label = button.textContent
function show() {
  const parts = [location.hash, history.state && history.state.invite]
  const secret = parts.find((part) => /^#[ib][\\w-]{43}$/.test(part))
  incomplete.hidden = secret !== undefined
  copy.hidden = secret === undefined
  if (secret === undefined) return
  history.replaceState({ invite: secret }, '', location.pathname)
  link.value = location.href + secret
}
show()
addEventListener('hashchange', show)
link.addEventListener('focus', () => link.select())
button.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(link.value)
    button.textContent = button.dataset.copied
  } catch {
    link.focus()
    button.textContent = button.dataset.byHand
  }
  setTimeout(() => (button.textContent = label), 4000)
})
`
