import { codeSpans } from './code-spans.ts'
import { findLinks, shortenLink, type FoundLink } from './find-links.ts'
import { createMarkMatcher, type MarkMatcher, type MarkSign } from './mark-matcher.ts'
import { sideAfter, sideBefore } from './mark-sides.ts'
import { nestPieces, type Piece } from './nest-pieces.ts'
import type { Inline } from './tree.ts'

/** More than punctuation and the signs that faces are made of (`*^^*`). */
const solidSign = /[^\p{P}\p{Sk}\s]/u
const isSolid = (text: string): boolean => /[A-Za-z0-9]/.test(text) || solidSign.test(text)

/** A mark before one of these belongs to the address that both are in. */
const ofAddress = /[\w/?#&=%+@$-]/
const markSign = /[*_~]/

/**
 * The link without a mark in its tail that closes what is open before it: `**https://a.example/x**`. Marks in the middle of an
 * address are its own. After the mark there may be the end of a sentence, or particles.
 */
function withoutMarks(link: FoundLink, matcher: MarkMatcher): FoundLink {
  const { address } = link
  let length = address.length
  for (let at = length; at > 0;) {
    const last = address.charAt(at - 1)
    let from = at - 1
    if (markSign.test(last)) {
      while (address.charAt(from - 1) === last) from--
      if (matcher.canClose(last as MarkSign, at - from)) length = from
    } else if (length < address.length || ofAddress.test(last)) break
    at = from
  }
  return length === address.length ? link : (shortenLink(link, length) ?? link)
}

/** By its code, which is faster than a regular expression. */
function signOf(code: number): MarkSign | undefined {
  if (code === 0x2a) return '*'
  if (code === 0x5f) return '_'
  return code === 0x7e ? '~' : undefined
}

function endOfRun(text: string, start: number): number {
  const code = text.charCodeAt(start)
  let end = start + 1
  while (text.charCodeAt(end) === code) end++
  return end
}

/** Cuts a text into pieces: code first, then links, then marks. */
function cut(text: string): Piece[] {
  const pieces: Piece[] = []
  const matcher = createMarkMatcher()
  let solid = 0

  function addText(from: number, to: number): void {
    if (from >= to) return
    const part = text.slice(from, to)
    if (isSolid(part)) solid++
    pieces.push({ type: 'text', text: part })
  }
  function addSolid(piece: Piece): void {
    solid++
    pieces.push(piece)
  }
  function addMarked(from: number, to: number): void {
    let begin = from
    for (let at = from; at < to; at++) {
      const sign = signOf(text.charCodeAt(at))
      if (sign === undefined) continue
      addText(begin, at)
      begin = endOfRun(text, at)
      pieces.push(matcher.add(sign, begin - at, sideBefore(text, at), sideAfter(text, begin), solid))
      at = begin - 1
    }
    addText(begin, to)
  }
  function addLinked(from: number, to: number): void {
    let begin = from
    for (const found of findLinks(text.slice(from, to))) {
      const start = from + found.start
      addMarked(begin, start)
      const { address, href } = withoutMarks(found, matcher)
      addSolid({ type: 'link', text: address, href })
      begin = start + address.length
    }
    addMarked(begin, to)
  }

  const add = text.includes('://') ? addLinked : addMarked
  let begin = 0
  for (const { start, end, text: code } of codeSpans(text)) {
    add(begin, start)
    addSolid({ type: 'code', text: code })
    begin = end
  }
  add(begin, text.length)
  return pieces
}

const formatted = /[*_~`]|:\/\//

/** What is in a paragraph. Time is linear in its length; a mark without a partner is text. */
export const parseInline = (text: string): Inline[] =>
  formatted.test(text) ? nestPieces(cut(text)) : [{ type: 'text', text }]
