import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../../../scripts/system/project.ts'
import { askAdmin } from '../../../support/server/ask-admin.ts'
import type { SpawnedServer } from '../../../support/server/spawn-server.ts'
import type { Violation } from '../../history/violation.ts'
import { askHttp } from '../ask-http.ts'
import { joinWith, VAULT, type Cast, type Role } from './vault.ts'

/** Every route, and how to ask it. `join` has a matrix of its own. */
const routes: Record<string, { path: string; who: 'everybody' | 'this machine' | 'join' }> = {
  'get /': { path: '/', who: 'everybody' },
  'get /health': { path: '/health', who: 'everybody' },
  'get /metrics': { path: '/metrics', who: 'this machine' },
  'get /join': { path: '/join', who: 'everybody' },
  'get /m/:room/:seq': { path: '/m/vault/1', who: 'everybody' },
  'get /get': { path: '/get', who: 'everybody' },
  'get /get/:file': { path: '/get/backchannel-chrome.zip', who: 'everybody' },
  'get /pages/${name}': { path: '/pages/join.js', who: 'everybody' },
  'options /api/join': { path: '/api/join', who: 'join' },
  'post /api/join': { path: '/api/join', who: 'join' },
}

/** As the source registers them: one that is not in the table has no expectation. */
function routesOfSource(): string[] {
  const folder = join(projectFolder, 'server/gateway/http')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const calls = text.matchAll(
    /\bapp\.(get|post|put|patch|delete|head|options|all|route)\b(?:<.*>)?\(\s*(.)(.*?)\2/g,
  )
  return [...calls].map(([, method, , path]) => `${method} ${path}`)
}

/** Nothing that is open to everybody holds a word of the room, whatever token is sent along. */
async function askOpen({ port }: SpawnedServer, { tokens, canaries }: Cast): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const [route, { path, who }] of Object.entries(routes)) {
    if (who === 'join') continue
    const statuses = new Set<number>()
    for (const [role, token] of Object.entries(tokens)) {
      for (const query of ['', `?room=${VAULT}&auth=${token}`]) {
        const authorization: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` }
        const { status, text } = await askHttp(port, { path: path + query, headers: authorization })
        statuses.add(status)
        const found = canaries.find((canary) => text.includes(canary))
        if (found !== undefined) violations.push({ kind: 'leaked', what: `${role}: ${route} holds ${found}` })
      }
    }
    if (statuses.size > 1)
      violations.push({
        kind: 'admitted',
        what: `${route} depends on the token: ${[...statuses].join(', ')}`,
      })
    if (who === 'everybody') continue
    const { status } = await askHttp(port, { path, headers: { 'x-forwarded-for': '198.51.100.1' } })
    if (status < 400) violations.push({ kind: 'admitted', what: `${route} through a proxy: ${status}` })
  }
  return violations
}

/** What a join answers to whom, with an invite to #general and with one to the vault. */
const joins: Record<Role, { general: number; vault: number | undefined }> = {
  member: { general: 200, vault: 200 },
  // An invite is what lets somebody in, so this one is not tried.
  elsewhere: { general: 200, vault: undefined },
  removed: { general: 200, vault: 403 },
  deactivated: { general: 401, vault: 401 },
  'signed out': { general: 401, vault: 401 },
  'forged token': { general: 401, vault: 401 },
  // Without a name nobody is let in.
  'no token': { general: 400, vault: 400 },
}

async function askJoins(server: SpawnedServer, { tokens, canaries, deadLink }: Cast): Promise<Violation[]> {
  const violations: Violation[] = []
  const linkTo = async (room: string) =>
    (await askAdmin(server, 'invite', { rooms: [room], uses: 50, expiresAt: null })).link
  const links = { general: await linkTo('general'), vault: await linkTo(VAULT) }
  for (const [role, expected] of Object.entries(joins) as [Role, (typeof joins)[Role]][]) {
    for (const room of ['general', 'vault'] as const) {
      if (expected[room] === undefined) continue
      const bearer = tokens[role]
      const { status, result } = await joinWith(server, links[room], bearer === '' ? {} : { bearer })
      if (status !== expected[room])
        violations.push({ kind: 'admitted', what: `${role}: a join to ${room} is answered ${status}` })
      const text = JSON.stringify(result)
      const found = role === 'member' ? undefined : canaries.find((canary) => text.includes(canary))
      if (found !== undefined) violations.push({ kind: 'leaked', what: `${role}: a join answers ${found}` })
    }
  }
  const dead = await joinWith(server, deadLink, {})
  if (dead.status < 400) violations.push({ kind: 'admitted', what: 'the link of a deactivated person works' })
  return violations
}

export async function askRoutes(server: SpawnedServer, cast: Cast): Promise<Violation[]> {
  const unlisted = routesOfSource().filter((route) => !Object.hasOwn(routes, route))
  const gone = Object.keys(routes).filter((route) => !routesOfSource().includes(route))
  return [
    ...unlisted.map((route) => ({ kind: 'invalid' as const, what: `${route} is not in the matrix` })),
    ...gone.map((route) => ({ kind: 'invalid' as const, what: `${route} is in the matrix alone` })),
    ...(await askOpen(server, cast)),
    ...(await askJoins(server, cast)),
  ]
}
