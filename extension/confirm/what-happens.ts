import type { MessageView } from '../bridge/requests.ts'
import type { Text } from '../platform/i18n.ts'
import type { Asked } from './read-asked.ts'

export interface WhatHappens {
  heading: string
  /** Where it leads and how, for the person to judge; empty where there is nothing to add. */
  detail: string
  /** Of the button that does it; undefined: it cannot be done any more. */
  label: string | undefined
}

const hostOf = (url: string): string => new URL(url).host

interface About {
  message: MessageView
  /** Presentation mode: a button's own words remain, since nobody can confirm what they are not told. */
  hidden: boolean
}

/** Undefined: the message has no such action. */
export function whatHappens(
  { what }: Asked,
  { message, hidden }: About,
  text: Text,
): WhatHappens | undefined {
  if (what === 'acknowledge')
    return { heading: text('confirmAcknowledge'), detail: '', label: text('toastAcknowledge') }
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
  const heading = text('confirmAction', label)
  switch (action.type) {
    case 'view':
      return { heading, detail: text('confirmOpens', hostOf(action.url)), label }
    case 'http':
      return { heading, detail: text('confirmSends', action.method, hostOf(action.url)), label }
    case 'copy':
      return { heading, detail: hidden ? text('toastCopies') : text('confirmCopies', action.value), label }
  }
}
