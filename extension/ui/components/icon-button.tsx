import { Icon, type IconName } from './icon.tsx'

interface Props {
  icon: IconName
  /** What it does: its name for screen readers, and shown while the pointer rests on it. */
  label: string
  onClick: () => void
}

export function IconButton({ icon, label, onClick }: Props) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}
