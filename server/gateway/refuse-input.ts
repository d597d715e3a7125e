import * as v from 'valibot'
import { fitsWire } from '../../protocol/text-size.ts'
import { fail } from '../../protocol/result.ts'

/** The schema's own sentence for what is wrong, with the place it is about. */
export function refuseInput(issue: v.BaseIssue<unknown>) {
  if (issue.type === 'max_length' || issue.requirement === fitsWire) return fail('too_large', issue.message)
  const place = v.getDotPath(issue)
  return fail('malformed', place === null ? issue.message : `${place}: ${issue.message}`)
}
