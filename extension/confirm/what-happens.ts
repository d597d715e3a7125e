import type { MessageView } from '../shared/requests.ts'
import type { Text } from '../platform/i18n.ts'
import { actionTarget, type ActionTarget } from '../shared/action-target.ts'
import { hostReach } from '../shared/host-reach.ts'
import type { Asked } from './read-asked.ts'

/** In the heading's one string nothing could isolate a label that turns what is around it. */
const marksOfDirection = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

export interface WhatHappens {
  heading: string
  /** Where it leads and how, for the person to check; empty where there is nothing to add. */
  detail: string
  /** The whole of where it leads. */
  target?: ActionTarget
  /** Why to look twice at where it leads. */
  warning?: string
  /** What is copied or sent: all of it, and nothing else. */
  shown?: { caption: string; text: string }
  /** Of the button that does it; undefined: it cannot be done any more. */
  label: string | undefined
}

/** Other machines than those of whoever wrote the message would be asked by this browser. */
function warningOf(url: string, text: Text): { warning?: string } {
  const { hostname, host } = new URL(url)
  switch (hostReach(hostname)) {
    case 'public':
      return {}
    case 'private':
      return { warning: text('confirmPrivate', host) }
    case 'loopback':
      return { warning: text('confirmOwnComputer', host) }
  }
}

interface About {
  message: MessageView
  /** Presentation mode: a button's own words remain, since nobody can confirm what they cannot read. */
  hidden: boolean
}

/** Undefined: the message has no such action. */
export function whatHappens(
  { what }: Asked,
  { message, hidden }: About,
  text: Text,
): WhatHappens | undefined {
  if (what === 'acknowledge')
    return {
      heading: text('confirmAcknowledge'),
      detail: text('confirmAcknowledgeHelp'),
      label: text('toastAcknowledge'),
    }
  if (what === 'claim') {
    const heading = text('confirmClaim')
    const who = message.claimedBy
    if (who !== undefined) {
      const detail = hidden ? text('toastSomebodyHasIt') : text('confirmHasItAlready', who)
      return { heading, detail, label: undefined }
    }
    return { heading, detail: text('confirmClaimHelp'), label: text('toastHave') }
  }
  const action = message.actions[what]
  if (action === undefined) return undefined
  const { label } = action
  const heading = text('confirmAction', label.replace(marksOfDirection, ''))
  if (action.type === 'copy') {
    // Nobody copies what they are not shown.
    if (hidden) return { heading, detail: text('confirmCopyHidden'), label: undefined }
    return { heading, detail: '', shown: { caption: text('confirmCopies'), text: action.value }, label }
  }
  const target = actionTarget(action)
  const leads = { heading, target, label, ...warningOf(action.url, text) }
  if (action.type === 'view') return { ...leads, detail: text('confirmOpens', target.host) }
  const { body } = action
  const carried =
    body === undefined || hidden ? {} : { shown: { caption: text('confirmCarries'), text: body } }
  return { ...leads, detail: text('confirmSends', action.method, target.host), ...carried }
}
