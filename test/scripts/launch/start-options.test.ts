import { expect, it } from 'vitest'
import { startOptions } from '../../../scripts/launch/start-options.ts'

it('opens a browser unless --no-open is given', () => {
  expect(startOptions([])).toEqual({ ok: true, help: false, open: true })
  expect(startOptions(['--no-open'])).toEqual({ ok: true, help: false, open: false })
  expect(startOptions(['--help'])).toMatchObject({ ok: true, help: true })
})

it.each([['--nope'], ['something'], ['--no-open=1']])('refuses %s with what to do', (argument) => {
  const options = startOptions([argument])
  expect(options).toMatchObject({ ok: false, message: expect.stringContaining(argument) as string })
  expect(options).toMatchObject({ message: expect.stringContaining('npm start -- --help') as string })
})
