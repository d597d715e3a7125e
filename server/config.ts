import type { BlockList } from 'node:net'
import * as v from 'valibot'
import { fail, ok, type Result } from '../protocol/result.ts'
import { parseTrustedProxies } from './gateway/client-address.ts'

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a number from 0 to 65535'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a number from 0 to 65535'),
)
const rate = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}$/, 'must be a whole number; 0 means no limit'),
  v.transform(Number),
)
/** A browser that connects asks for its rooms and pages at once: with less it would never have all of them. */
const commandRate = v.pipe(
  rate,
  v.check((perSecond) => perSecond === 0 || perSecond >= 10, 'must be 10 or more; 0 means no limit'),
)
const publicUrl = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s/?#@]+\/?$/, 'must be an address such as https://chat.example.org'),
  v.check((text) => URL.canParse(text), 'must be an address such as https://chat.example.org'),
  v.transform((text) => text.replace(/\/$/, '')),
)
const trustedProxies = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseTrustedProxies(dataset.value)
    if (parsed !== undefined) return parsed
    addIssue({
      message: 'must be addresses or subnets, such as 127.0.0.1 or 10.0.0.0/8, separated by commas',
    })
    return NEVER
  }),
)
const secret = v.pipe(
  v.string(),
  v.regex(/^[\w.~+/-]{16,256}=*$/, 'must be 16 to 256 of A-Z, a-z, 0-9 and -._~+/'),
)
const filled = v.pipe(v.string(), v.nonEmpty('must not be empty'))
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/** Every setting, its default and what it may be. Anything else in the environment is not ours. */
const environment = v.object({
  PORT: v.optional(port, '8787'),
  HOST: v.optional(filled, '127.0.0.1'),
  BACKCHANNEL_DATA_DIR: v.optional(filled, './data'),
  PUBLIC_URL: v.optional(publicUrl),
  LOG_LEVEL: v.optional(v.picklist(levels, `must be one of ${levels.join(', ')}`), 'info'),
  BACKCHANNEL_RATE_PER_SECOND: v.optional(commandRate, '50'),
  BACKCHANNEL_CONNECTIONS_PER_ADDRESS: v.optional(rate, '100'),
  TRUSTED_PROXIES: v.optional(trustedProxies, ''),
  BACKCHANNEL_METRICS_TOKEN: v.optional(secret),
})

export interface Config {
  /** 0: any free port. */
  port: number
  host: string
  dataDir: string
  /** Where people reach the server, without a slash at the end. Undefined: where it listens. */
  publicUrl: string | undefined
  logLevel: (typeof levels)[number]
  /** Commands a second and device; 0: no limit. */
  ratePerSecond: number
  /** Open connections of one address that nobody has signed in on, and new ones within four seconds; 0: no limit. */
  connectionsPerAddress: number
  /** Peers whose X-Forwarded-For is believed. */
  trustedProxies: BlockList
  /** Who presents it may read `/metrics` from anywhere; undefined: this machine alone may. */
  metricsToken: string | undefined
}

/** Reads the settings. The failure's message names the setting and says what it must be. */
export function readConfig(env: Record<string, string | undefined>): Result<Config> {
  const parsed = v.safeParse(environment, env, { abortEarly: true })
  if (!parsed.success) {
    const name = String(parsed.issues[0].path?.[0].key)
    // A secret is not repeated: the terminal and the system's log keep what they are shown.
    const given = name === 'BACKCHANNEL_METRICS_TOKEN' ? '' : `; it is ${JSON.stringify(env[name])}`
    return fail('malformed', `The setting ${name} ${parsed.issues[0].message}${given}.`)
  }
  const settings = parsed.output
  return ok({
    port: settings.PORT,
    host: settings.HOST,
    dataDir: settings.BACKCHANNEL_DATA_DIR,
    publicUrl: settings.PUBLIC_URL,
    logLevel: settings.LOG_LEVEL,
    ratePerSecond: settings.BACKCHANNEL_RATE_PER_SECOND,
    connectionsPerAddress: settings.BACKCHANNEL_CONNECTIONS_PER_ADDRESS,
    trustedProxies: settings.TRUSTED_PROXIES,
    metricsToken: settings.BACKCHANNEL_METRICS_TOKEN,
  })
}
