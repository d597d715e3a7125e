import type { ErrorCode } from '../../../protocol/error-code.ts'
import { NAME_MAX } from '../../../protocol/limits.ts'
import type { InviteLinkProblem } from '../../../protocol/invite-link.ts'
import type { ActionFailure, ActionReason } from '../../shared/action-failure.ts'
import type { JoinProblem } from '../../shared/requests.ts'
import type { MessageKey, Text } from '../../platform/i18n.ts'

type Joined<S extends string> = S extends `${infer First}_${infer Rest}`
  ? `${Capitalize<First>}${Joined<Rest>}`
  : Capitalize<S>

/**
 * `too_large` → `errorTooLarge`. Made and not listed, because a toast loads it; the compiler finds a code that has no sentence.
 */
const sentenceOf = (code: ErrorCode): MessageKey => {
  const joined = code.replace(/(?:^|_)(.)/g, (_, first: string) => first.toUpperCase())
  return `error${joined as Joined<ErrorCode>}`
}

function reasonText(text: Text, reason: ActionReason): string {
  switch (reason.kind) {
    case 'perhaps-done':
      return reason.host === undefined
        ? text('errorPerhapsDoneUnheard')
        : text('errorPerhapsDone', reason.host)
    case 'unencrypted':
      return text('errorUnencrypted', reason.host)
    case 'own-computer':
      return text('errorOwnComputer', reason.host)
    case 'no-access':
      return text('errorNoAccess', reason.host)
    case 'gone':
      return text('errorGone')
  }
}

/**
 * By its reason, else by its code, in the person's language; a newer server's code falls back to the server's own
 * sentence.
 */
export const failureText = (text: Text, failure: ActionFailure): string => {
  if (failure.reason !== undefined) return reasonText(text, failure.reason)
  return text(sentenceOf(failure.code)) || failure.message
}

const byLinkProblem: Record<InviteLinkProblem, MessageKey> = {
  empty: 'linkEmpty',
  'not-a-link': 'linkNotALink',
  'no-secret': 'linkNoSecret',
  insecure: 'linkInsecure',
}

const linkProblemText = (text: Text, problem: InviteLinkProblem): string => text(byLinkProblem[problem])

/** What is wrong with a name that was typed: there is none, or something in it that nobody sees. */
const nameProblemText = (text: Text, name: string): string => {
  const { length } = name.trim()
  return text(length === 0 || length > NAME_MAX ? 'nameNeeded' : 'nameUnseen')
}

/** Which of the form's boxes a problem belongs to, if to one, and what to do about it. `name` is the one that was typed. */
export function joinProblemText(
  text: Text,
  problem: JoinProblem,
  name: string,
): { box?: 'link' | 'name'; sentence: string } {
  switch (problem.kind) {
    case 'link':
      return { box: 'link', sentence: linkProblemText(text, problem.problem) }
    case 'name':
      return { box: 'name', sentence: nameProblemText(text, name) }
    case 'unreachable':
      return { sentence: text('joinUnreachable', new URL(problem.server).host) }
    case 'joined-already':
      return { sentence: text('joinedAlready') }
    case 'refused': {
      const { code } = problem.failure
      const sentence = failureText(text, problem.failure)
      if (code === 'name_taken') return { box: 'name', sentence }
      return code.startsWith('invite_') ? { box: 'link', sentence } : { sentence }
    }
  }
}
