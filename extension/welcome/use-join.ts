import { useEffect, useRef, useState } from 'preact/hooks'
import * as v from 'valibot'
import { nameSchema } from '../../protocol/entry.ts'
import { parseInviteLink } from '../../protocol/invite-link.ts'
import type { JoinProblem } from '../shared/requests.ts'
import type { Overview } from '../shared/view.ts'
import type { Ask } from '../ui/store/page-store.ts'

type Joining = Overview['joining']

/** A problem that is found before anything is sent. */
function problemOf(link: string, name: string): JoinProblem | undefined {
  const parsed = parseInviteLink(link)
  if (!parsed.ok) return { kind: 'link', problem: parsed.error }
  return parsed.value.for === 'rooms' && !v.is(nameSchema, name) ? { kind: 'name' } : undefined
}

/**
 * True after a join that this page did not begin has ended without success: the background resumed one that was begun
 * before, and nobody got its answer. Joining again shows the reason.
 */
function useEndedJoin(joining: Joining, waiting: boolean): boolean {
  const [ended, setEnded] = useState(false)
  const resumed = useRef(false)
  useEffect(() => {
    if (waiting) setEnded(false)
    else if (joining === undefined && resumed.current) setEnded(true)
    resumed.current = joining !== undefined && !waiting
  }, [joining === undefined, waiting])
  return ended
}

/** The join that a form begins, or that goes on without it. */
export function useJoin(ask: Ask, joining: Joining) {
  const [problem, setProblem] = useState<JoinProblem>()
  const [waiting, setWaiting] = useState(false)
  const busy = waiting || joining !== undefined
  const ended = useEndedJoin(joining, waiting)

  const join = async (link: string, name: string) => {
    if (busy) return
    const early = problemOf(link, name)
    setProblem(early)
    if (early !== undefined) return
    setWaiting(true)
    const result = await ask('join', { link: link.trim(), name: name.trim() })
    setWaiting(false)
    if (!result.ok) setProblem(result.error)
  }
  return {
    busy,
    /** Of the last try; none while one goes on. */
    problem: busy ? undefined : problem,
    endedWithoutAnswer: !busy && problem === undefined && ended,
    join,
    forgetProblem: () => setProblem(undefined),
  }
}
