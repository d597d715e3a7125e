import { buildExtension, targets } from './extension/build-extension.ts'

/** `npm run build`: the extension for both browsers. The server was compiled before, with this script. */
for (const target of targets) {
  const begun = performance.now()
  await buildExtension(target)
  console.log(`Built dist/${target} in ${Math.round(performance.now() - begun)} ms`)
}
