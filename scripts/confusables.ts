import { readFileSync, writeFileSync } from 'node:fs'
import { confusablesSource } from './unicode/confusables-source.ts'
import { inProject } from './system/project.ts'

/** Makes server/people/confusables.ts from Unicode's confusables.txt (https://www.unicode.org/Public/security/). */
const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('npm run confusables -- <path of confusables.txt>')
  process.exitCode = 1
} else {
  writeFileSync(
    inProject('server', 'people', 'confusables.ts'),
    confusablesSource(readFileSync(file, 'utf8')),
  )
}
