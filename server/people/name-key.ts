/**
 * What shows nothing: characters that Unicode lets a font leave out (fillers, variation selectors, joiners), formatting,
 * and those that are drawn blank (of braille and of music).
 */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{1d159}]/gu

/**
 * What must be unique of a name. Names that look alike are the same: case, width and composition (NFKC), runs of spaces
 * and invisible characters make no difference. Empty: nothing of the name can be seen.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(unseen, '')
    .toLowerCase()
    // Again: what an invisible character kept apart is composed now.
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
