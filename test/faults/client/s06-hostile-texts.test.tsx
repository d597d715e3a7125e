import './texts/page.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import type { Violation } from '../history/violation.ts'
import { formattedTexts, hostileTexts, mixedText } from './texts/hostile-texts.ts'
import { places } from './texts/places.tsx'
import { wrongIn } from './texts/wrong-in.ts'

interface Size {
  /** Texts that are put together at random, beside those of the list. */
  mixed: number
}

/** Undoes that texts are drawn as texts, where they are: what holds no element is read as markup. */
function drawAsMarkup(): void {
  for (const element of document.body.querySelectorAll('*')) {
    if (element.children.length > 0 || element.localName === 'textarea') continue
    const { body } = new DOMParser().parseFromString(`<p>${element.textContent}</p>`, 'text/html')
    element.replaceChildren(...body.children)
  }
}

async function drawEverywhere({ size, random }: Run<Size>, after: () => void): Promise<Outcome> {
  const violations: Violation[] = []
  const written = [...hostileTexts, ...formattedTexts.map(({ text }) => text)]
  const texts = [...written, ...Array.from({ length: size.mixed }, () => mixedText(random))]
  for (const text of texts) {
    for (const [place, draw] of Object.entries(places)) {
      const misread = await draw(text)
      after()
      for (const wrong of [...misread, ...wrongIn(document.body)])
        violations.push({ kind: 'drawn', what: `${JSON.stringify(text)} in ${place}: ${wrong}` })
    }
  }
  return { runs: texts.length * Object.keys(places).length, sends: 0, violations, figures: [] }
}

faultRow<Size>({
  row: 'S6',
  fault: 'markup, false links and marks of direction in every place where text shows',
  sizes: { fast: { mixed: 10 }, full: { mixed: 2_000 } },
  timeout: 300_000,
  run: (run) => drawEverywhere(run, () => undefined),
  control: {
    without: 'the drawing of texts as texts',
    size: { mixed: 0 },
    run: (run) => drawEverywhere(run, drawAsMarkup),
  },
})
