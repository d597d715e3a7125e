import type { MessageFacts } from './decide.ts'

interface Places {
  /** The active tab of a focused window exists, and a toast may show there. */
  page: boolean
  /** The permission for notifications of the operating system is there. */
  system: boolean
}

/** A toast before a notification of the operating system. Where a toast fails, ask again without the page. */
export function placeOf({ page, system }: Places): MessageFacts['place'] {
  if (page) return 'page'
  return system ? 'system' : 'nowhere'
}
