/** Strokes on a 24 × 24 grid, in the colour of the text around. */
const paths = {
  clock: 'M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0',
  warning:
    'M12 9v4m0 3.5v.01M10.3 4.3 2.6 17.6A2 2 0 0 0 4.3 20.6h15.4a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0',
  down: 'M12 5v14m-6-6 6 6 6-6',
  send: 'M12 19V5m-6 6 6-6 6 6',
  device: 'M3 5h18v11H3zM8 20h8m-4-4v4M12 7.8v5.4M9.3 10.5h5.4',
  options: 'M4 7h9m4 0h3M4 17h3m4 0h9M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0M11 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  bell: 'M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 2h-15zM10 21.2h4',
  'bell-off': 'M8.2 6.3A6 6 0 0 1 18 11v4.2m.9 3.3H4.5l1.5-2V11c0-.7.1-1.3.3-1.9M10 21.2h4M3.5 3.5l17 17',
  hidden:
    'M10.6 6.1A9 9 0 0 1 21 12a13 13 0 0 1-2.2 3M6.5 7.6A13 13 0 0 0 3 12c1.6 3.5 5 6 9 6 1.6 0 3.1-.4 4.5-1.1M10 10a2.8 2.8 0 0 0 4 4M3.5 3.5l17 17',
  more: 'm7 10 5 5 5-5',
  urgent: 'M12 5v9m0 4.5v.01',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  dots: 'M6 12a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0M12.7 12a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0M19.4 12a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0',
  react: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M8.2 14.2a4.4 4.4 0 0 0 7.6 0M9 9.5v.01M15 9.5v.01',
  reply: 'M9 6 4 11l5 5M4 11h9a7 7 0 0 1 7 7v1',
  edit: 'M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4',
  pin: 'M8.5 4h7l-1 6.5 3 3v2h-11v-2l3-3zM12 15.5V21',
  back: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
