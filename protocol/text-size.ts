import { TEXT_MAX_BYTES, TEXT_MAX_UNITS } from './limits.ts'

/** Most bytes of JSON of one UTF-16 unit: a control character, or half of a pair. */
const UNIT_MAX_BYTES = 6

/** Bytes of the text's JSON without its quotes. */
export const textBytes = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length - 2

/** Whether the wire takes a text of this length. */
export const fitsWire = (text: string): boolean =>
  text.length <= TEXT_MAX_UNITS &&
  (text.length * UNIT_MAX_BYTES <= TEXT_MAX_BYTES || textBytes(text) <= TEXT_MAX_BYTES)
