import { buildExtension, targets } from '../extension/build-extension.ts'
import { browserParts, providePrograms, whatIsMissing, type Part } from './provide-programs.ts'

/** Both browsers, and what else is needed, are there, and the extension is built for them. False: it was said what is missing. */
export async function readyBrowsers(what: string, more: readonly Part[] = []): Promise<boolean> {
  const missing = whatIsMissing(await providePrograms([...browserParts, ...more]), what)
  if (missing !== undefined) {
    console.error(missing)
    return false
  }
  for (const target of targets) await buildExtension(target)
  return true
}
