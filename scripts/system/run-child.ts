import { spawn } from 'node:child_process'
import { projectFolder } from './project.ts'

/** Runs a program in the project's folder with this terminal; answers with its exit code. */
export const runChild = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
