import { foldText } from '../../protocol/fold-text.ts'
import { confusables } from './confusables.ts'

/**
 * What shows nothing: characters that Unicode lets a font leave out (fillers, variation selectors, joiners), formatting,
 * and those that are drawn blank (of braille and of music).
 */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{1d159}]/gu

const plain = (name: string): string => name.normalize('NFKC').replace(unseen, '')

/** Each character replaced by the one it looks like (UTS 39). `I` is another letter than `i` in it, and the same as `l`. */
const skeleton = (name: string): string =>
  Array.from(name.normalize('NFD'), (character) => confusables.get(character) ?? character).join('')

/**
 * What must be unique of a name without regard to case: names that look alike in small letters have the same key, whatever
 * their script, width and composition. Empty: nothing of the name can be seen.
 */
export const nameKey = (name: string): string => foldText(skeleton(foldText(plain(name))))

/** Both keys of a name. A name is taken if either is. */
export interface NameKeys {
  /** The one that people are found by. */
  folded: string
  /** The same of the name as it is written, since case hides a likeness: `CaroI` looks like `Carol`, `caroi` does not. */
  look: string
}

export const nameKeys = (name: string): NameKeys => ({
  folded: nameKey(name),
  look: foldText(skeleton(plain(name))),
})
