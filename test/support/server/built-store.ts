import { existsSync } from 'node:fs'
import type { Store } from '../../../server/store/store.ts'
import type * as Source from '../../../server/store/sqlite/open-store.ts'

const built = (path: string): URL => new URL(`../../../dist/node/server/${path}`, import.meta.url)

/** Opens a store whose writer runs in its thread. Vitest cannot start one from TypeScript, so all of it is the built code. */
export async function openBuiltStore(folder: string): Promise<Store> {
  const entry = built('store/sqlite/open-store.js')
  if (!existsSync(entry)) throw new Error('the server is not built: run "npx tsc -p scripts" first')
  const { openStore } = (await import(entry.href)) as typeof Source
  return openStore(folder, { script: built('writer-thread.js') })
}
