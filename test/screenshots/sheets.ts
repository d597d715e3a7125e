import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import type { Stage } from '../support/browser/stage.ts'
import { serve } from './serve.ts'

/** One moment, in both schemes: PNGs in base64. */
export interface Shot {
  caption: string
  light: string
  dark: string
}

const target = (name: string): string =>
  fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url))

const sheet = (shots: readonly Shot[]): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Sheet</title><style>body{margin:0;padding:20px;width:max-content;background:#fff;font:13px/18px sans-serif;color:#333}
figure{margin:0 0 16px;display:grid;grid-template-columns:auto auto;gap:6px 16px}figcaption{grid-column:1/-1}
figure:last-child{margin:0}figure{justify-content:start}img{display:block;border-radius:10px;box-shadow:0 0 0 1px #dde1e1}</style>
${shots
  .map(
    ({ caption, light, dark }) => `<figure><figcaption>${caption}</figcaption>
<img alt="" src="data:image/png;base64,${light}"><img alt="" src="data:image/png;base64,${dark}"></figure>`,
  )
  .join('')}</html>`

/** The same moment in both schemes. `folder` is for what is taken on the way. */
export async function shootBoth(
  stage: Stage,
  folder: string,
  page: PageUnderTest,
  caption: string,
): Promise<Shot> {
  const taken: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await stage.browser.setColors(scheme)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250)), undefined)
    const path = join(folder, 'shot.png')
    await page.screenshot(path)
    taken.push(await readFile(path, 'base64'))
  }
  const [light = '', dark = ''] = taken
  return { caption, light, dark }
}

/** Writes the shots, one below the other, as a picture of docs/images. */
export async function writeSheet(stage: Stage, name: string, shots: readonly Shot[]): Promise<void> {
  const site = await serve(sheet(shots))
  const page = await stage.browser.openPage(site.url)
  await stage.browser.setColors('light')
  const [width, height] = await page.evaluate(() => {
    const { width, height } = document.body.getBoundingClientRect()
    return [Math.ceil(width), Math.ceil(height)] as const
  }, undefined)
  await page.setSize(width, height)
  await page.screenshot(target(name))
  await page.close()
  site.close()
}
