import type { OutgoingHttpHeaders } from 'node:http'

/** Where an alert shows over a page of this kind: in the page, or by the operating system. */
export type ShowsAs = 'toast' | 'system'

export interface PageKind {
  headers?: OutgoingHttpHeaders
  /** Default: `text/html`. */
  type?: string
  /** Default: a plain page. `script` is replaced by the recorder. */
  content?: (script: string) => string | Buffer
  chromium: ShowsAs
  firefox: ShowsAs
}

const scriptNonce = 'bm9uY2U'

/** Only the recorder may run: nothing can be loaded, framed, styled or connected to, and no markup can be assigned. */
const strictest = `default-src 'none'; frame-src 'none'; script-src 'nonce-${scriptNonce}'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'`

export const article = (script: string, body = '', attributes = 'lang="en"'): string => `<!doctype html>
<html ${attributes}><head><meta charset="utf-8"><title>page</title><link rel="icon" href="data:,">
<script nonce="${scriptNonce}">${script}</script></head>
<body><h1>A page</h1><p>that somebody reads.</p><input aria-label="The page's own field" autofocus>${body}</body></html>`

const withBody =
  (body: string, attributes?: string) =>
  (script: string): string =>
    article(script, body, attributes)

const then = (code: string): string => `<script nonce="${scriptNonce}">${code}</script>`

/** One page that is long enough for a viewer to take it. */
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj
trailer<</Root 1 0 R>>
%%EOF`

/** A red dot. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  'base64',
)

const toast = { chromium: 'toast', firefox: 'toast' } as const
const system = { chromium: 'system', firefox: 'system' } as const

/** Pages that make it hard to show something in them, or not to change them. */
export const pageKinds = {
  plain: toast,
  strict: { ...toast, headers: { 'content-security-policy': strictest } },
  isolated: {
    ...toast,
    headers: {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    },
  },
  credentialless: {
    ...toast,
    headers: {
      'cross-origin-embedder-policy': 'credentialless',
      'cross-origin-opener-policy': 'same-origin',
    },
  },
  'no-permissions': {
    ...toast,
    headers: {
      'permissions-policy':
        'autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), fullscreen=(), geolocation=(), microphone=()',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    },
  },
  /** An opaque origin: Firefox runs nothing of ours in it. */
  sandboxed: {
    chromium: 'toast',
    firefox: 'system',
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  },
  'sandboxed-without-scripts': {
    ...system,
    headers: { 'content-security-policy': 'sandbox' },
  },
  xhtml: {
    ...toast,
    type: 'application/xhtml+xml',
    content: (script) => `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>page</title>
<script><![CDATA[${script}]]></script></head><body><h1>A page</h1><p>in XHTML.</p></body></html>`,
  },
  quirks: {
    ...toast,
    content: (script) =>
      `<html><head><script>${script}</script></head><body><font>Old</font><p>page.</body></html>`,
  },
  frameset: {
    ...toast,
    content: (script) =>
      `<html><head><script>${script}</script></head><frameset cols="50%,50%"><frame src="/plain"><frame src="/plain"></frameset></html>`,
  },
  'many-frames': {
    ...toast,
    content: withBody('<iframe src="/plain" width="90" height="60"></iframe>'.repeat(30)),
  },
  'styles-everything': {
    ...toast,
    content: withBody(
      `<style>* , backchannel-toast { all: unset !important; display: none !important; opacity: 0 !important; transform: scale(0) !important; visibility: hidden !important }
       html, body, h1, p, input { display: block !important; visibility: visible !important; opacity: 1 !important; transform: none !important }</style>`,
    ),
  },
  'on-top': {
    ...toast,
    content: withBody(
      '<div style="position:fixed;inset:0;z-index:2147483647;background:#eee;pointer-events:none">On top of it all</div>',
    ),
  },
  transformed: {
    ...toast,
    content: withBody(
      '<style>html{transform:rotate(3deg);filter:grayscale(1);zoom:0.8;contain:paint}</style>',
    ),
  },
  'right-to-left': { ...toast, content: withBody('<p>صفحة</p>', 'lang="ar" dir="rtl"') },
  dark: { ...toast, content: withBody('<style>:root{color-scheme:dark;background:#111;color:#eee}</style>') },
  'design-mode': { ...toast, content: withBody(then(`document.designMode = 'on'`)) },
  'own-element': {
    ...system,
    content: withBody(then(`customElements.define('backchannel-toast', class extends HTMLElement {})`)),
  },
  modal: {
    ...system,
    content: withBody(
      `<dialog>A question<button>Yes</button></dialog>${then(`document.querySelector('dialog').showModal()`)}`,
    ),
  },
  svg: {
    ...system,
    type: 'image/svg+xml',
    content: () =>
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><circle cx="99" cy="99" r="80" fill="teal"/></svg>',
  },
  'plain-text': { ...toast, type: 'text/plain', content: () => 'Only text.' },
  image: { ...toast, type: 'image/png', content: () => png },
  pdf: { ...system, type: 'application/pdf', content: () => Buffer.from(pdf) },
} satisfies Record<string, PageKind>

export type PageName = keyof typeof pageKinds
