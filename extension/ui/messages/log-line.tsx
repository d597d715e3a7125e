import { formatDay } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import type { LogLine as Line } from './log-lines.ts'
import { MessageRow, type RowProps } from './message-row.tsx'
import { PresenceLine } from './presence-line.tsx'
import { RefusedLine } from './refused-line.tsx'

interface Props extends Omit<RowProps, 'line'> {
  line: Line
  /** Code of the failure that the composer shows already. */
  saidCode: string | undefined
}

export function LogLine({ line, saidCode, ...props }: Props) {
  const { text, language } = useWords()
  switch (line.type) {
    case 'day':
      return (
        <div class="log-day">
          <span>{formatDay(line.at, language)}</span>
        </div>
      )
    case 'new':
      return (
        <div class="log-new">
          <span>{text('newLine')}</span>
        </div>
      )
    case 'presence':
      return <PresenceLine joined={line.joined} left={line.left} />
    case 'message':
      return <MessageRow line={line} {...props} />
    case 'refused': {
      const { queued, repeated } = line
      const said = repeated || queued.refused?.code === saidCode
      return <RefusedLine queued={queued} said={said} acts={props.acts} />
    }
  }
}
