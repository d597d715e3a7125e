import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Keyboard {
  /** Gives the keyboard to the browser's window, as a click on it would. */
  focus(windowClass: string): Promise<void>
  /** Presses keys as somebody at this display would: the browser's own shortcuts and prompts get them too. */
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
}

export function keyboardOf(display: string): Keyboard {
  const xdotool = async (...args: string[]): Promise<void> => {
    await run('xdotool', args, { env: { ...process.env, DISPLAY: display } })
  }
  return {
    focus: (windowClass) =>
      xdotool(
        'search',
        '--sync',
        '--onlyvisible',
        '--limit',
        '1',
        '--class',
        windowClass,
        'windowfocus',
        '--sync',
      ),
    press: (...keys) => xdotool('key', '--clearmodifiers', ...keys),
    type: (text) => xdotool('type', text),
  }
}
