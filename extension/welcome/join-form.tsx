import { useEffect, useRef, useState } from 'preact/hooks'
import { parseInviteLink } from '../../protocol/invite-link.ts'
import { NAME_MAX } from '../../protocol/limits.ts'
import type { Overview } from '../shared/view.ts'
import { Logo } from '../ui/components/logo.tsx'
import type { Ask } from '../ui/store/page-store.ts'
import { joinProblemText } from '../ui/i18n/failure-text.ts'
import { useWords } from '../ui/i18n/text.ts'
import { TextField } from './text-field.tsx'
import { useJoin } from './use-join.ts'

interface Props {
  ask: Ask
  invite: string
  joining: Overview['joining']
}

/** What the form's boxes hold. A join that goes on shows what it was begun with. */
function useFields(invite: string, joining: Props['joining']) {
  const [link, setLink] = useState(joining?.link ?? invite)
  const [name, setName] = useState(joining?.name ?? '')
  useEffect(() => {
    if (joining === undefined) return
    setLink(joining.link)
    setName(joining.name)
  }, [joining?.link, joining?.name])
  const parsed = parseInviteLink(link)
  return {
    link,
    setLink,
    name,
    setName,
    /** Of the server that the link leads to; undefined: it is no invite link. */
    host: parsed.ok ? new URL(parsed.value.server).host : undefined,
    /** False: the link adds a browser of somebody who has a name. */
    asksName: !parsed.ok || parsed.value.for === 'rooms',
  }
}

export function JoinForm({ ask, invite, joining }: Props) {
  const { text } = useWords()
  const { link, setLink, name, setName, host, asksName } = useFields(invite, joining)
  const { busy, problem, endedWithoutAnswer, join, forgetProblem } = useJoin(ask, joining)
  const form = useRef<HTMLFormElement>(null)

  const shown = problem && joinProblemText(text, problem, name)
  const problemIn = (box: 'link' | 'name') => (shown?.box === box ? shown.sentence : undefined)

  useEffect(() => {
    form.current
      ?.querySelector<HTMLInputElement>(host !== undefined && asksName ? '#name' : '#invite')
      ?.focus()
  }, [])
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    forgetProblem()
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
          void join(link, name)
        }}
      >
        <TextField
          id="invite"
          label={text('inviteLink')}
          help={host === undefined ? text('inviteLinkHelp') : text('inviteFor', host)}
          value={link}
          problem={problemIn('link')}
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
            problem={problemIn('name')}
            disabled={busy}
            maxLength={NAME_MAX}
            onChange={change(setName)}
          />
        )}
        {!asksName && <p class="quiet">{text('addsThisBrowser')}</p>}
        <p role="alert" class="problem">
          {endedWithoutAnswer && text('joinEnded')}
          {shown?.box === undefined && shown?.sentence}
        </p>
        <button type="submit" class="button primary wide" aria-disabled={busy}>
          {text(busy ? 'joining' : 'join')}
        </button>
      </form>
    </main>
  )
}
