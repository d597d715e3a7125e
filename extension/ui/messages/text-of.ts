import type { Entry } from '../../../protocol/entry.ts'

/** The words of a message; empty: it has none. */
export const textOf = ({ body }: Pick<Entry, 'body'>): string =>
  typeof body['text'] === 'string' ? body['text'] : ''
