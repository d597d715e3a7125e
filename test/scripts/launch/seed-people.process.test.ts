import { expect, it } from 'vitest'
import { linkFor, people, seedPeople } from '../../../scripts/launch/seed-people.ts'
import { spawnServer } from '../../support/server/spawn-server.ts'

it('a development server has two people in its room, and a link for a browser of each', async () => {
  const server = await spawnServer()
  try {
    await seedPeople(server.invite)
    const { stdout } = await server.cli(['member', 'list', '--room', 'general'])
    for (const name of people) expect(stdout).toContain(name)
    const links = await Promise.all(people.map((name) => linkFor(name, server.dataDir)))
    expect(links).toEqual(people.map(() => expect.stringMatching(/\/join#b/) as string))
  } finally {
    await server.stop()
  }
})
