import icon from '../../icons/icon.svg'

/** `size` in CSS pixels. */
export const Logo = ({ size }: { size: number }) => <img src={icon} alt="" width={size} height={size} />
