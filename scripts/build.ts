import { buildExtension, buildReadable, targets } from './extension/build-extension.ts'

/**
 * `npm run build`: the extension for both browsers. With `-- --readable chrome` (or `firefox`) that one alone, not minified.
 * The server was compiled before, with this script.
 */
async function main([option, name]: readonly string[]): Promise<number> {
  const readable = targets.find((target) => target === name)
  if (option === '--readable' && readable !== undefined) {
    await buildReadable(readable)
    return 0
  }
  if (option !== undefined) {
    console.error('npm run build, or npm run build -- --readable chrome|firefox')
    return 2
  }
  for (const target of targets) {
    const begun = performance.now()
    const sizes = await buildExtension(target)
    console.log(`Built dist/${target} in ${Math.round(performance.now() - begun)} ms; gzipped: ${sizes}`)
  }
  return 0
}

process.exitCode = await main(process.argv.slice(2))
