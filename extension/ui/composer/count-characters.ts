import { TEXT_MAX, TEXT_MAX_BYTES, TEXT_MAX_UNITS } from '../../../protocol/limits.ts'
import { fitsWire, textBytes } from '../../../protocol/text-size.ts'
import type { TextLength } from './measure-text.ts'

const segmenter = new Intl.Segmenter()
/** In Chromium a segment takes as long as what it is cut from: 0.4 ms of 100,000 signs, 1 µs of 64. */
const WINDOW_UNITS = 64

/** The characters of a text, as people count them. */
function* charactersOf(text: string): Generator<string> {
  let at = 0
  let units = WINDOW_UNITS
  while (at < text.length) {
    const segments = Array.from(segmenter.segment(text.slice(at, at + units)), ({ segment }) => segment)
    // The window may end within its last character. That one may be longer than a window.
    if (at + units < text.length) segments.pop()
    units = segments.length === 0 ? 2 * units : WINDOW_UNITS
    for (const segment of segments) {
      at += segment.length
      yield segment
    }
  }
}

/** Exact up to `TEXT_MAX`; of a longer text its code points, so that a huge one costs no more than a long one. */
function countUp(text: string): number {
  let count = 0
  let units = 0
  for (const character of charactersOf(text)) {
    if (count === TEXT_MAX) return count + Array.from(text.slice(units)).length
    units += character.length
    count++
  }
  return count
}

/** A text can be sent with at most `TEXT_MAX` characters, and if the wire takes it: 1,118 emoji of a family of four are too long for it. */
export function countCharacters(text: string): TextLength {
  const fits = fitsWire(text)
  let characters = 0
  let units = 0
  let bytes = 0
  for (const character of charactersOf(text)) {
    if (!fits) bytes += textBytes(character)
    const isOver = units + character.length > TEXT_MAX_UNITS || bytes > TEXT_MAX_BYTES
    if (characters === TEXT_MAX || isOver) {
      return { characters: characters + countUp(text.slice(units)), most: characters }
    }
    units += character.length
    characters++
  }
  return { characters, most: TEXT_MAX }
}
