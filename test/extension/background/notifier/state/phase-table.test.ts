import { describe, expect, it } from 'vitest'
import { alertMessage } from '../../../../../extension/background/notifier/state/admit-arrival.ts'
import type { Alert, UrgentPhase } from '../../../../../extension/background/notifier/state/alert-state.ts'
import { messageAlert, urgentAlert } from '../../../../../extension/background/notifier/state/open-alerts.ts'
import {
  phaseStep,
  REPEAT_EVERY_MS,
  type OneAlertEvent,
} from '../../../../../extension/background/notifier/state/phase-table.ts'
import { arrivalOf, message } from '../messages.ts'

const NOW = 1_000
const said = alertMessage(message(1), arrivalOf([]), [])
if (said === undefined) throw new Error('it is a message')
const claimed = { phase: 'claimed', by: 'Bob', until: NOW + 3_000 } as const

type Ordinary = Exclude<UrgentPhase, { phase: 'snoozed' }>
const ordinary = (phase: Ordinary): Alert => ({ ...messageAlert(said, 6_000), phase })
const urgent = (phase: UrgentPhase, at = NOW + 1): Alert => ({ ...urgentAlert(said, at), phase })

/** The phase that follows; `raise` or `ended` where it is one of these. */
function after(alert: Alert, event: OneAlertEvent, now = NOW): unknown {
  const outcome = phaseStep(alert, event, now)
  if (outcome.is === 'ended') return 'ended'
  return outcome.is === 'raise' ? ['raise', outcome.alert.phase.phase] : outcome.alert.phase
}

const showing = { phase: 'showing' } as const
const typing = { phase: 'typing', whenLeft: showing } as const
const typingRead = { phase: 'typing', whenLeft: { phase: 'read' } } as const
const typingClaimed = { phase: 'typing', whenLeft: claimed } as const
const undone = { phase: 'undone' } as const
const replied = { phase: 'replied', reply: 'r-1', until: NOW + 2_500, ifUndone: undone } as const
const reply = { type: 'replied', reply: 'r-1', until: NOW + 2_500 } as const
const claim = { type: 'claimed', by: 'Bob', visible: true } as const

describe('a card', () => {
  it.each<[string, Ordinary, OneAlertEvent, unknown]>([
    ['never becomes visible', { phase: 'pending' }, { type: 'shown' }, showing],
    ['stays though it was read', showing, { type: 'read' }, 'ended'],
    ['is lost while somebody types in it', typing, { type: 'read' }, typingRead],
    ['stays though it was read and left', typingRead, { type: 'typing-ended' }, 'ended'],
    ['does not say who has it', showing, claim, claimed],
    ['that nobody sees waits to say who has it', showing, { ...claim, visible: false }, 'ended'],
    ['is lost by a claim while somebody types in it', typing, claim, typingClaimed],
    ['forgets the claim when it is left', typingClaimed, { type: 'typing-ended' }, claimed],
    ['that is claimed forgets the claim when it is read', typingClaimed, { type: 'read' }, typingClaimed],
    ['is answered without "Sent"', typing, reply, replied],
    ['loses "Sent" when its message is read with it', replied, { type: 'read' }, replied],
    ['keeps "Sent" after Undo', replied, { type: 'reply-undone' }, undone],
    ['of an undone reply goes since that one had read it', undone, { type: 'read' }, undone],
    ['that was answered loses the claim', replied, claim, { ...replied, ifUndone: claimed }],
    ['stays when it is dismissed', showing, { type: 'dismissed' }, 'ended'],
    ['is repeated though it is not urgent', showing, { type: 'time-passed', agreed: true }, showing],
  ])('%s', (_, before, event, expected) => expect(after(ordinary(before), event)).toEqual(expected))

  it('says "Sent", or who has it, for longer than its time', () => {
    const passed = { type: 'time-passed', agreed: true } as const
    for (const phase of [replied, claimed]) {
      expect(after(ordinary(phase), passed, phase.until - 1)).toEqual(phase)
      expect(after(ordinary(phase), passed, phase.until)).toBe('ended')
    }
  })
})

describe('an urgent alert', () => {
  const passed = { type: 'time-passed', agreed: true } as const
  it.each<[string, UrgentPhase, OneAlertEvent, unknown]>([
    ['is over by "Later"', showing, { type: 'dismissed' }, { phase: 'snoozed' }],
    ['stays hidden when more is counted on it', { phase: 'snoozed' }, { type: 'counts-more' }, showing],
    ['under "Later" stays though somebody has it', { phase: 'snoozed' }, claim, 'ended'],
    ['whose reply was undone comes again, as a fourth', undone, { type: 'dismissed' }, 'ended'],
    ['that nothing shows is lost', showing, { type: 'unshown', elsewhere: false }, { phase: 'pending' }],
    ['that a notification shows is raised again', showing, { type: 'unshown', elsewhere: true }, showing],
  ])('%s', (_, before, event, expected) => expect(after(urgent(before), event)).toEqual(expected))

  it.each<[UrgentPhase, string]>([
    [{ phase: 'pending' }, 'pending'],
    [showing, 'showing'],
    [typing, 'typing'],
    [undone, 'undone'],
    [{ phase: 'snoozed' }, 'showing'],
  ])('does not come again at its time: %o', (before, phase) => {
    expect(after(urgent(before), passed)).toEqual(before)
    expect(after(urgent(before, NOW), passed)).toEqual(['raise', phase])
  })

  it('counts a try that found no place as a repetition', () => {
    const outcome = phaseStep(urgent({ phase: 'pending' }, NOW), passed, NOW)
    expect(outcome).toMatchObject({ alert: { repeat: { is: 'due', at: NOW + REPEAT_EVERY_MS, done: 0 } } })
  })

  it('comes again though the person does not agree any more', () => {
    const notAgreed = { type: 'time-passed', agreed: false } as const
    expect(after(urgent({ phase: 'pending' }, NOW), notAgreed)).toBe('ended')
    expect(after(urgent({ phase: 'snoozed' }, NOW), notAgreed)).toBe('ended')
    expect(phaseStep(urgent(showing, NOW), notAgreed, NOW)).toMatchObject({
      is: 'open',
      alert: { repeat: { is: 'over' } },
    })
  })
})

describe('whatever phase it is in, an alert', () => {
  const phases: UrgentPhase[] = [
    { phase: 'pending' },
    showing,
    typing,
    replied,
    undone,
    claimed,
    { phase: 'snoozed' },
  ]

  it.each(phases)('stays when its message is deleted: %o', (phase) =>
    expect(after(urgent(phase), { type: 'deleted' })).toBe('ended'),
  )

  it.each(phases)('is raised anew, or says what its message said, when that is edited: %o', (phase) => {
    const words = { title: 'new', text: 'newer', actions: [], mention: true }
    const before = urgent(phase)
    expect(phaseStep(before, { type: 'edited', words }, NOW)).toEqual({
      is: 'open',
      alert: { ...before, message: { ...said, ...words, reworded: true } },
    })
  })
})
