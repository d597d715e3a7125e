import type { Language } from './texts.ts'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '')

/** Addresses are relative, so that a proxy may serve all of this below a path; `root` leads there from the page. */
export const layout = (language: Language, title: string, body: string, root = ''): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Backchannel</title>
<link rel="icon" href="${root}pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}pages/style.css">
</head>
<body>
<header><img src="${root}pages/icon.svg" alt="" width="28" height="28"><span>Backchannel</span></header>
<main>
${body}
</main>
</body>
</html>
`
