import type { PageUnderTest } from '../page-under-test.ts'

export interface Layout {
  nodes: number
  frames: number
  /** Where every element of the body is. */
  places: string
}

/** Runs in the page, of any kind: what it is made of, and where it is. */
function layoutOf(): Layout {
  const elements = [...document.querySelectorAll('*')].filter(
    (element) => element.localName !== 'backchannel-toast',
  )
  const places = elements.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return [x, y, width, height].map(Math.round).join(' ')
  })
  return { nodes: document.querySelectorAll('*').length, frames: window.length, places: places.join('\n') }
}

export const layout = (page: PageUnderTest): Promise<Layout> => page.evaluate(layoutOf, undefined)

/** Asks for every address of the extension that a page may know, in each way that a page may ask. */
export async function probe(origin: string): Promise<string[]> {
  const files = [
    'toast/index.html',
    'manifest.json',
    'popup/index.html',
    'icons/128.png',
    'background/main.js',
  ]
  const loads = (make: () => HTMLElement): Promise<boolean> =>
    new Promise((resolve) => {
      const element = make()
      element.addEventListener('load', () => resolve(true))
      element.addEventListener('error', () => resolve(false))
      document.body.append(element)
      setTimeout(() => resolve(false), 300)
    })
  const answered: string[] = []
  for (const file of files) {
    const url = origin + file
    const fetched = await fetch(url).then(
      () => true,
      () => false,
    )
    const image = await loads(() => Object.assign(new Image(), { src: url }))
    const script = await loads(() => Object.assign(document.createElement('script'), { src: url }))
    if (fetched || image || script) answered.push(file)
  }
  return answered
}
