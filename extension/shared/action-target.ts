import type { Action } from '../../protocol/action.ts'
import { hostReach } from './host-reach.ts'

/** Where a button leads, in parts that are shown apart: whoever reads only one of them reads the host. */
export interface ActionTarget {
  /** Undefined: it opens a page. */
  method: string | undefined
  /** As `URL` gives it: in punycode, so that no sign looks like another. With its port. */
  host: string
  /** With the query; `/` alone is left out. */
  path: string
  /** All of it in one line. */
  whole: string
}

export function actionTarget(action: Exclude<Action, { type: 'copy' }>): ActionTarget {
  const { host, pathname, search, href } = new URL(action.url)
  const method = action.type === 'http' ? action.method : undefined
  const path = `${pathname}${search}`
  return {
    method,
    host,
    path: path === '/' ? '' : path,
    whole: method === undefined ? href : `${method} ${href}`,
  }
}

/**
 * It is asked about on a page of our own, whatever the card says: what listens in a home or on this computer often asks
 * nobody who they are, and the reader's browser reaches it where the publisher does not.
 */
export const asksFirst = (action: Action): boolean =>
  action.type === 'copy' ? !isShownWhole(action.value) : hostReach(new URL(action.url).hostname) !== 'public'

/** Such a text fits on its button, each sign in its place: a code, a host's name, a commit. */
const SHORT_MAX = 24
const plainSigns = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/
export const isShownWhole = (value: string): boolean => value.length <= SHORT_MAX && plainSigns.test(value)

/** Leaves the begin and the end, with `…` between. In code points: none is cut in two. */
export function cutMiddle(text: string, most: number): string {
  const signs = [...text]
  if (signs.length <= most) return text
  const end = Math.floor((most - 1) / 2)
  return `${signs.slice(0, most - 1 - end).join('')}…${signs.slice(signs.length - end).join('')}`
}
