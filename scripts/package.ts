import { packageExtension } from './extension/package-extension.ts'

/** `npm run package`: zips of what `npm run build` has built. */
for (const { name, bytes, sha256 } of packageExtension()) {
  console.log(`dist/packages/${name}  ${(bytes / 1024).toFixed(1)} KiB  SHA-256 ${sha256}`)
}
