import ts from 'typescript'
import { bannedWords } from './banned-words.ts'
import { isCode, type SourceFile } from './source-files.ts'

export interface Found {
  line: number
  word: string
  use: string
}

/** Matches nowhere. */
const nothing = /(?!)/g

interface Piece {
  kind: 'prose' | 'name'
  at: number
  text: string
}

/** `toldAt`, `TOLD_AT` and `told-at` as "told at". */
const asWords = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .join(' ')
    .trim()

/** The code is formatted, so a comment begins a line, or follows a space. */
const comment = /(?:^|\s)(?:\/\/|\/\*|\*(?!\/)|<!--)\s?(.*)$/gm

const commentsOf = (text: string): Piece[] =>
  [...text.matchAll(comment)].map((found) => ({ kind: 'prose', at: found.index, text: found[1] ?? '' }))

/** `it`, `test`, `describe`, and what they make: `it.each(rows)(…)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return /^(it|test|describe)$/.test(callee.text)
  return (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) && isTest(callee.expression)
}

/** What a row of faults says of itself, beside its title. */
const isRowText = (node: ts.PropertyAssignment): boolean => /^(fault|without|what)$/.test(node.name.getText())

const isText = (node: ts.Node | undefined): node is ts.StringLiteral | ts.TemplateLiteral =>
  node !== undefined && (ts.isStringLiteral(node) || ts.isTemplateLiteral(node))

const nameOf = (node: ts.Node): ts.Node | undefined => {
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return node.literal
  if (ts.isPropertyAccessExpression(node) || ts.isImportSpecifier(node)) return undefined
  const { name } = node as { name?: ts.Node }
  return name !== undefined && ts.isIdentifier(name) ? name : undefined
}

/** Names where they are declared, and titles of tests. */
function piecesOf({ path, text }: SourceFile): Piece[] {
  const pieces: Piece[] = []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    const name = nameOf(node)
    if (name !== undefined)
      pieces.push({ kind: 'name', at: name.getStart(), text: asWords(name.getText().replaceAll("'", '')) })
    const title = ts.isCallExpression(node) && isTest(node.expression) ? node.arguments[0] : undefined
    const rowText = ts.isPropertyAssignment(node) && isRowText(node) ? node.initializer : undefined
    for (const text of [title, rowText])
      if (isText(text)) pieces.push({ kind: 'prose', at: text.getStart(), text: text.getText() })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return pieces
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/** A document without code, the targets of its links, and figures that a row's own text makes. */
const proseOf = (text: string): Piece[] =>
  text
    .replace(/<!-- figures -->[\s\S]*<!-- \/figures -->|^```[\s\S]*?^```|`[^`\n]*`|\]\([^)]*\)/gm, blank)
    .split('\n')
    .reduce<Piece[]>((pieces, line) => {
      const last = pieces.at(-1)
      const at = last === undefined ? 0 : last.at + last.text.length + 1
      return [...pieces, { kind: 'prose', at, text: line }]
    }, [])

function allPieces(file: SourceFile): Piece[] {
  if (file.path.endsWith('.md')) return proseOf(file.text)
  const path: Piece = { kind: 'name', at: 0, text: asWords(file.path.replace(/\.\w+$/, '')) }
  return [path, ...commentsOf(file.text), ...(isCode(file) ? piecesOf(file) : [])]
}

/** Every banned word of one file. */
export function findBannedWords(file: SourceFile): Found[] {
  const rows = bannedWords.filter((row) => row.in?.test(file.path) ?? true)
  const lineAt = (at: number): number => file.text.slice(0, at + 1).split('\n').length
  return allPieces(file).flatMap(({ kind, at, text }) => {
    const lower = text.toLowerCase()
    return rows.flatMap((row) =>
      [...lower.matchAll(row[kind] ?? nothing)].map(([word]) => ({ line: lineAt(at), word, use: row.use })),
    )
  })
}
