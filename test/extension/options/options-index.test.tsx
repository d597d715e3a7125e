// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { notJoined, overview } from '../ui/fake-store.ts'
import { openOptions } from './open-options.tsx'

it('a link of the index leads nowhere, or a part of the options has none', async () => {
  await openOptions(overview())
  const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a')].map((link) => link.hash.slice(1))
  const parts = [...document.querySelectorAll('.options-part')].map((part) => part.id)
  expect([links.length, links]).toEqual([7, parts])
})

it('an index of one part shows to who has not joined', async () => {
  await openOptions(notJoined())
  expect(document.querySelector('nav')).toBeNull()
})
