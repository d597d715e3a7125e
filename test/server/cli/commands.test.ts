import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandHere } from '../../support/server/run-command-here.ts'
import { startServer, type StartedServer } from '../../support/server/start-server.ts'
import {
  connectClient,
  joinAndConnect,
  joinAs,
  postJoin,
  refusedHandshake,
} from '../../support/server/test-client.ts'

let server: StartedServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const cli = (...args: string[]) => runCommandHere(args, { BACKCHANNEL_DATA_DIR: server.dataDir })

const json = async <T>(...args: string[]): Promise<T> => {
  const { stdout } = await cli(...args, '--json')
  const answer = JSON.parse(stdout) as { ok: boolean; value: T }
  expect(answer.ok).toBe(true)
  return answer.value
}

const linkOf = (stdout: string): string => /Invite: (\S+)/.exec(stdout)?.[1] ?? ''

describe('invite', () => {
  it('makes a link for one person, which the list shows and revoke ends', async () => {
    const made = await cli('invite')
    expect(made.stdout).toContain('works on this computer only')
    const joined = await joinAs(server.url, linkOf(made.stdout), 'One')
    expect(joined.rooms.map(({ id }) => id)).toEqual(['general'])
    expect((await postJoin(server.url, linkOf(made.stdout), { name: 'Two' })).status).toBe(410)

    const { id, link } = await json<{ id: string; link: string }>('invite', '--uses', '3', '--expires', '2h')
    expect((await cli('invite', 'list')).stdout).toMatch(new RegExp(`${id} +general +0/3 .*open`))
    expect((await cli('invite', 'revoke', id)).stdout).toContain('is revoked')
    expect((await postJoin(server.url, link, { name: 'Two' })).result).toMatchObject({
      error: { code: 'invite_revoked' },
    })
    expect((await cli('invite', 'list')).stdout).toMatch(new RegExp(`${id} .*revoked`))
  })

  it('adds a browser for somebody who is here', async () => {
    const joined = await joinAs(server.url, server.firstInvite, 'Twin')
    const { stdout } = await cli('invite', '--person', 'twin')
    expect(linkOf(stdout)).toMatch(/#b[\w-]{43}$/)
    const second = await postJoin(server.url, linkOf(stdout), {})
    expect(second.result).toMatchObject({ ok: true, value: { person: joined.person } })
    expect((await postJoin(server.url, linkOf(stdout), {})).result).toMatchObject({
      error: { code: 'invite_used' },
    })
    const own = await json<{ link: string }>('invite', '--person', 'Twin')
    const bearer = { bearer: joined.token }
    expect((await postJoin(server.url, own.link, bearer)).result).toMatchObject({
      error: { code: 'malformed' },
    })
  })
})

describe('a removal takes effect at once', () => {
  it('from a room: no push of it comes any more, and the person hears of it', async () => {
    const bob = await joinAndConnect(server.url, server.firstInvite, 'Bob')
    const eve = await joinAndConnect(server.url, server.firstInvite, 'Eve')
    expect((await cli('member', 'remove', '--room', 'general', '--person', 'eve')).stdout).toMatch(
      /^Eve is no longer a member\.\nNo invite brings them back; .*\n.* can join general under a new name, .*\n {2}backchannel invite revoke \w{12} {4}\(\d+ left\)\n/,
    )
    await bob.client.append('after the removal')
    await bob.client.until('entries', ({ entries }) => entries.some(({ kind }) => kind === 'message'))
    expect(await eve.client.call('rooms', {})).toEqual({ ok: true, value: { rooms: [] } })
    await eve.client.until('heads', (heads) => Object.keys(heads).length === 0)
    await eve.client.until('rooms', ({ rooms }) => rooms.length === 0)
    expect(JSON.stringify(eve.client.received)).not.toContain('after the removal')
    expect(JSON.stringify(eve.client.pushes('entries'))).not.toContain('leave')
    expect(await eve.client.append('let me in')).toMatchObject({ ok: false, error: { code: 'unknown_room' } })
    const range = await eve.client.call('range', { room: 'general', limit: 1 })
    expect(range).toMatchObject({ ok: false, error: { code: 'unknown_room' } })

    await cli('member', 'add', '--room', 'general', '--person', 'Eve')
    await eve.client.until('rooms', ({ rooms }) => rooms[0]?.unread === 0)
    await bob.client.append('welcome back')
    await eve.client.until('entries', ({ entries }) => entries.some(({ kind }) => kind === 'message'))
  })

  it('of a token: the connection ends and the token opens nothing', async () => {
    const dan = await joinAndConnect(server.url, server.firstInvite, 'Dan')
    const [token] = await json<{ id: string; label: string }[]>('token', 'list', '--person', 'Dan')
    await cli('token', 'revoke', token?.id ?? '')
    expect(await dan.client.closed).toBe('io server disconnect')
    const refusal = await refusedHandshake(server.url, { protocol: 1, token: dan.token })
    expect(refusal).toMatchObject({ code: 'unauthorized' })
  })
})

describe('room, member and token', () => {
  it('make a room and a token for a script', async () => {
    await joinAs(server.url, server.firstInvite, 'Robot')
    expect(await cli('room', 'create', 'ops', '--name', 'Operations')).toMatchObject({ code: 0 })
    await cli('member', 'add', '--room', 'ops', '--person', 'Robot')
    expect((await cli('room', 'list')).stdout).toMatch(/ops +Operations +1 +1/)
    expect((await cli('member', 'list', '--room', 'ops')).stdout).toContain('Robot')
    const { token } = await json<{ token: string }>(
      'token',
      'create',
      '--person',
      'Robot',
      '--label',
      'backup job',
    )
    const client = await connectClient(server.url, token)
    expect(await client.append('done', 'x', 'ops')).toMatchObject({ ok: true, value: { seq: 2 } })
    client.close()
    expect((await cli('token', 'list', '--person', 'robot')).stdout).toContain('backup job')
  })
})

describe('person and urgent', () => {
  it('say whom a revoked token takes along, before and after', async () => {
    const kim = await joinAndConnect(server.url, server.firstInvite, 'Kim')
    const link = await kim.client.call('add-browser', {})
    await postJoin(server.url, link.ok ? link.value.link : '', {})
    const [first, second] = await json<{ id: string }[]>('token', 'list', '--person', 'Kim')
    const listed = (await cli('token', 'list', '--person', 'Kim')).stdout
    expect(listed).toMatch(new RegExp(`${second?.id} +Kim .* ${first?.id}\n`))
    expect((await cli('token', 'revoke', first?.id ?? '')).stdout).toMatch(
      new RegExp(`revoked\\.\nSo are those .*--only keeps them.*\n {2}${second?.id} `),
    )
    expect(await json('token', 'list', '--person', 'Kim')).toEqual([])
  })

  it('deactivate and activate somebody', async () => {
    const lee = await joinAndConnect(server.url, server.firstInvite, 'Lee')
    const { stdout } = await cli('person', 'deactivate', 'lee')
    expect(stdout).toMatch(/^Lee is deactivated.*\nSigned out: .*\nLeft: general\n.*person activate "Lee"\n$/)
    await lee.client.closed
    expect((await cli('person', 'list')).stdout).toMatch(/Lee .* 0 +0 +deactivated\n/)
    expect((await cli('person', 'activate', 'Lee')).stdout).toContain('Lee may come in again')
    expect((await cli('person', 'activate', 'Lee')).stdout).toBe('Lee was not deactivated.\n')
  })

  it('say who may send priority 5', async () => {
    await joinAs(server.url, server.firstInvite, 'Duty')
    const urgent = async (...from: string[]) => (await cli('room', 'urgent', 'general', ...from)).stdout
    expect(await urgent('--from', 'duty', '--from', 'Bob')).toMatch(/may come from: Duty, Bob\.\n$/)
    expect((await cli('room', 'list')).stdout).toMatch(/general .* Bob, Duty\n/)
    expect(await urgent('--from', 'nobody')).toMatch(/may come from: nobody\.\n$/)
    expect(await urgent('--from', 'everybody')).toMatch(/may come from: everybody\.\n$/)
  })
})

describe('what cannot be done is one line and exit code 1', () => {
  it.each([
    [[], /a command is missing: see backchannel --help/],
    [['fly'], /there is no command "fly"/],
    [['room', 'paint'], /there is no command "room paint"/],
    [['invite', '--colour', 'red'], /--colour/],
    [['serve', '--port', '1'], /--port/],
    [['invite', '--uses', 'many'], /^--uses is a whole number such as 5$/],
    [['invite', '--uses', '0'], /at least once/],
    [['invite', '--expires', 'soon'], /--expires is a time such as/],
    [['invite', '--room', 'nowhere'], /no room "nowhere"/i],
    [['invite', '--person', 'Nobody'], /nobody here is called "Nobody"/i],
    [['invite', '--person', 'Bob', '--room', 'general'], /do not go together/],
    [['invite', 'revoke'], /ID is missing/],
    [['invite', 'revoke', 'x'], /no invite "x"/],
    [['room', 'create', 'Not A Slug'], /a room is 1 to 64/i],
    [['room', 'create', 'general'], /a room "general" already/],
    [['member', 'add', '--room', 'general'], /--person is missing/],
    [['member', 'list', '--room', 'nowhere'], /no room "nowhere"/i],
    [['token', 'revoke', 'x'], /no token "x"/],
    [['room', 'urgent', 'general'], /--from is missing/],
    [['room', 'urgent', 'general', '--from', 'Nemo'], /nobody here is called "Nemo"/i],
    [['room', 'urgent', 'nowhere', '--from', 'nobody'], /no room "nowhere"/i],
    [['room', 'urgent', 'general', '--from', 'nobody', '--from', 'Bob'], /does not go together/],
    [['person', 'deactivate', 'Nemo'], /nobody here is called "Nemo"/i],
    [['person', 'deactivate'], /NAME is missing/],
    [['room', 'list', 'extra'], /"extra" is not expected here/],
  ])('%j', async (args, pattern) => {
    const { code, stdout, stderr } = await cli(...args)
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(pattern)])
    expect([code, stdout]).toEqual([1, ''])
  })

  it('but --help is help', async () => {
    const { code, stdout } = await cli('invite', '--help')
    expect(code).toBe(0)
    expect(stdout).toContain('BACKCHANNEL_DATA_DIR')
  })
})
