import { useWords } from '../i18n/text.ts'

export function TypingLine({ names }: { names: string[] }) {
  const { text } = useWords()
  const [one, two] = names
  return (
    <p class="typing">
      {one !== undefined && (
        <>
          <bdi>{two === undefined ? one : names.slice(0, 2).join(', ')}</bdi>{' '}
          {names.length > 2
            ? text('typingMore', names.length - 2)
            : text(two === undefined ? 'typingOne' : 'typingTwo')}
        </>
      )}
    </p>
  )
}
