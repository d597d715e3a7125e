import { useEffect, useRef, useState } from 'preact/hooks'
import * as v from 'valibot'
import { nameSchema } from '../../protocol/entry.ts'
import { parseInviteLink } from '../../protocol/invite-link.ts'
import { NAME_MAX } from '../../protocol/limits.ts'
import type { JoinProblem } from '../shared/requests.ts'
import type { Overview } from '../shared/view.ts'
import { Logo } from '../ui/components/logo.tsx'
import type { Ask } from '../ui/store/page-store.ts'
import { joinProblemText } from '../ui/i18n/failure-text.ts'
import { useWords } from '../ui/i18n/text.ts'
import { TextField } from './text-field.tsx'

interface Props {
  ask: Ask
  invite: string
  joining: Overview['joining']
}

/** What can be told before anything is sent. */
function problemOf(link: string, name: string): JoinProblem | undefined {
  const parsed = parseInviteLink(link)
  if (!parsed.ok) return { kind: 'link', problem: parsed.error }
  return parsed.value.for === 'rooms' && !v.is(nameSchema, name) ? { kind: 'name' } : undefined
}

/**
 * True after a join that was not waited for here has ended and left this form: the background went on with one of before,
 * whose answer nobody gets. To ask again tells it.
 */
function useEndedJoin(joining: Props['joining'], waiting: boolean): boolean {
  const [ended, setEnded] = useState(false)
  const resumed = useRef(false)
  useEffect(() => {
    if (waiting) setEnded(false)
    else if (joining === undefined && resumed.current) setEnded(true)
    resumed.current = joining !== undefined && !waiting
  }, [joining === undefined, waiting])
  return ended
}

export function JoinForm({ ask, invite, joining }: Props) {
  const { text } = useWords()
  const [link, setLink] = useState(joining?.link ?? invite)
  const [name, setName] = useState(joining?.name ?? '')
  const [problem, setProblem] = useState<JoinProblem>()
  const [waiting, setWaiting] = useState(false)
  const ended = useEndedJoin(joining, waiting)
  const form = useRef<HTMLFormElement>(null)

  const parsed = parseInviteLink(link)
  const asksName = !parsed.ok || parsed.value.for === 'rooms'
  const host = parsed.ok ? new URL(parsed.value.server).host : undefined
  const busy = waiting || joining !== undefined
  const told = busy || problem === undefined ? undefined : joinProblemText(text, problem, name)
  const alert =
    told === undefined ? !busy && ended && text('joinEnded') : told.box === undefined && told.sentence

  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>(parsed.ok && asksName ? '#name' : '#invite')?.focus()
  }, [])
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  useEffect(() => {
    if (joining === undefined) return
    setLink(joining.link)
    setName(joining.name)
  }, [joining?.link, joining?.name])

  const join = async () => {
    if (busy) return
    const early = problemOf(link, name)
    setProblem(early)
    if (early !== undefined) return
    setWaiting(true)
    const result = await ask('join', { link: link.trim(), name: name.trim() })
    setWaiting(false)
    if (!result.ok) setProblem(result.error)
  }
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setProblem(undefined)
  }

  return (
    <main class="join">
      <Logo size={64} />
      <h1>{text('welcomeHeading')}</h1>
      <p class="lead">{text('welcomeLead')}</p>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void join()
        }}
      >
        <TextField
          id="invite"
          label={text('inviteLink')}
          help={host === undefined ? text('inviteLinkHelp') : text('inviteFor', host)}
          value={link}
          problem={told?.box === 'link' ? told.sentence : undefined}
          disabled={busy}
          inputMode="url"
          onChange={change(setLink)}
        />
        {asksName && (
          <TextField
            id="name"
            label={text('yourName')}
            help={text('yourNameHelp')}
            value={name}
            problem={told?.box === 'name' ? told.sentence : undefined}
            disabled={busy}
            maxLength={NAME_MAX}
            onChange={change(setName)}
          />
        )}
        {!asksName && <p class="quiet">{text('addsThisBrowser')}</p>}
        <p role="alert" class="problem">
          {alert}
        </p>
        <button type="submit" class="button primary wide" aria-disabled={busy}>
          {text(busy ? 'joining' : 'join')}
        </button>
      </form>
    </main>
  )
}
