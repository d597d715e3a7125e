import type { PackageFile, Target } from './packages.ts'
import { layout } from './layout.ts'
import { texts, type Language } from './texts.ts'

/** The browser that asks comes first. */
export function getPage(
  language: Language,
  userAgent: string,
  packages: Record<Target, PackageFile | undefined>,
): string {
  const { get } = texts[language]
  const [mine, other]: [Target, Target] = /Firefox\//.test(userAgent)
    ? ['firefox', 'chrome']
    : ['chrome', 'firefox']
  const section = (heading: string, target: Target) => `<section class="card">
<p class="tag">${heading}</p>
<h2>${get.browsers[target]}</h2>
${download(language, packages[target])}
<ol class="plain">${get.steps[target].map((step) => `<li>${step}</li>`).join('\n')}</ol>
</section>`
  return layout(
    language,
    get.title,
    `<h1>${get.title}</h1>
<p class="lead">${get.lead}</p>
${section(get.yours, mine)}
${section(get.other, other)}`,
  )
}

function download(language: Language, file: PackageFile | undefined): string {
  const { get } = texts[language]
  if (file === undefined) return `<p class="note">${get.missing}</p>`
  const size = `${Math.ceil(file.bytes / 1024)} KB`
  return `<p><a class="button" href="get/${file.name}" download>${get.download} · ${size}</a></p>
<dl><dt>${get.checksum}</dt><dd><code>${file.sha256}</code></dd></dl>`
}
