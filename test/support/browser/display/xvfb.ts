import { spawn } from 'node:child_process'

export interface Display {
  /** Such as `:99`. */
  name: string
  close(): Promise<void>
}

/** An X server without a screen, on a free display that it finds itself. */
export async function startXvfb(): Promise<Display> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    child.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  return {
    name: `:${number}`,
    close: async () => {
      child.kill()
      await ended
    },
  }
}
