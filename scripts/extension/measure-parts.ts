import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as v from 'valibot'

/**
 * A part of the extension that starts by itself, and what its files may weigh in KB (1,000 bytes), each gzipped. A budget
 * only falls.
 */
const budgets = {
  /**
   * Read and compiled whenever the browser starts the background again. The goal is 50. It was 62 before each account had its own
   * database; what moves the single one there (move-single-database.ts, upgrade.ts) is 1 KB, and goes once nobody has it any more. Of it 2.6 KB parse
   * a message's format: code mentions nobody, and a card gets the parsed text.
   * Replies, edits and deletions in the journal and the notifier are 2 KB.
   */
  background: 71,
  /**
   * What its first paint loads. It draws formatted messages: their parser and drawing are 3 KB. Messages are answered, edited, deleted,
   * pinned and reacted to there: 10 KB.
   */
  popup: 60,
  /** Read for each card. It draws formatted messages, without a parser: 1 KB. */
  toast: 12,
}
export type Part = keyof typeof budgets

export interface PartSize {
  part: Part
  kilobytes: number
  budget: number
}

const manifestSchema = v.object({
  background: v.union([
    v.object({ service_worker: v.string() }),
    v.object({ scripts: v.tuple([v.string()]) }),
  ]),
})

function backgroundEntry(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as unknown
  const { background } = v.parse(manifestSchema, manifest)
  return 'scripts' in background ? background.scripts[0] : background.service_worker
}

/** Static imports of a module, and what a page's tags load. What `import()` loads later is not among them. */
const imports = /\b(?:from|import)\s*["'](\.[^"']+)["']/g
const tags = /<(?:script|link)\b[^>]*\s(?:src|href)="([^"]+)"/g

function loadedBy(folder: string, file: string): string[] {
  const isPage = file.endsWith('.html')
  if (!isPage && !file.endsWith('.js')) return []
  const text = readFileSync(join(folder, file), 'utf8')
  const names = [...text.matchAll(isPage ? tags : imports)].map(([, name = '']) => name)
  return names.map((name) => (name.startsWith('/') ? name.slice(1) : join(dirname(file), name)))
}

/** `entry` and every file that it needs before it runs. */
function withAllItLoads(folder: string, entry: string): Set<string> {
  const files = new Set([entry])
  for (const file of files) for (const next of loadedBy(folder, file)) files.add(next)
  return files
}

/** Sizes of the parts of a built extension, each with all that it loads. */
function measureParts(folder: string): PartSize[] {
  const entries: Record<Part, string> = {
    background: backgroundEntry(folder),
    popup: 'popup/index.html',
    toast: 'toast/index.html',
  }
  return (['background', 'popup', 'toast'] as const).map((part) => {
    const files = [...withAllItLoads(folder, entries[part])]
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
    return { part, kilobytes: Math.round(bytes / 100) / 10, budget: budgets[part] }
  })
}

export const describeSize = ({ part, kilobytes, budget }: PartSize): string =>
  `${part} ${kilobytes} of ${budget} KB`

/** Throws with the sizes when a part is over its budget. */
export function checkSizes(folder: string): PartSize[] {
  const sizes = measureParts(folder)
  const over = sizes.filter(({ kilobytes, budget }) => kilobytes > budget)
  if (over.length > 0)
    throw new Error(`${folder} is too large, gzipped: ${over.map(describeSize).join(', ')}`)
  return sizes
}
