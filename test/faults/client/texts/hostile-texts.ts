import type { Random } from '../../harness/random.ts'

/** Texts that would be markup, lead elsewhere than they read, or turn what is around them, where they were drawn carelessly. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '<a href="https://evil.example">https://good.example</a>',
  '<iframe srcdoc="<script>1</script>">',
  '&lt;b&gt;&#60;i&#62;',
  '{{constructor}}${alert(1)}',
  'javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd',
  'jAvAsCrIpT&colon;alert(1)',
  'https://good.example@evil.example/ https://good.example:443@evil.example',
  'https://good.example\\@evil.example/',
  'https://good.example%2f@evil.example',
  'https://gооd.example/ https://аррle.com',
  'https://good.example\u202e/moc.live//:sptth',
  'https://\u2066evil.example\u2069/',
  'http://0x7f.1/ http://2130706433/',
  '[good.example](https://evil.example) <https://evil.example>',
  'https://good.example.evil.example/good.example',
  '\u202egnp.exe \u2067x\u2069 \u200e\u200f\u061c',
  'a\u0301\u0301\u0301\u0301\u0301\u0301 \ufdfd \u3164',
  '\u0000\u0007\u001b[31mred',
]

/** The same with marks around and beside: what they become is formatted, and nothing else. `reads`: all the words that show. */
export const formattedTexts: readonly { text: string; reads: string }[] = [
  { text: '**<b>x</b>** _<img src=x onerror=alert(1)>_', reads: '<b>x</b> <img src=x onerror=alert(1)>' },
  { text: '`<script>alert(1)</script>`', reads: '<script>alert(1)</script>' },
  { text: '```"><svg\n<svg onload=alert(1)>\n```', reads: '"><svg\n<svg onload=alert(1)>' },
  {
    text: '```js" onload="alert(1)\n</code></pre><script>\n```',
    reads: 'js" onload="alert(1)\n</code></pre><script>',
  },
  {
    text: '> <iframe srcdoc=x>\n- <a href=x>\n1. <style>*{}</style>',
    reads: '<iframe srcdoc=x><a href=x><style>*{}</style>',
  },
  {
    text: '**[good.example](https://evil.example/a_b_)**',
    reads: '[good.example](https://evil.example/a_b_)',
  },
  { text: '**https://good.example**.evil.example/', reads: 'https://good.example.evil.example/' },
  { text: '*https://good.example/*@evil.example/', reads: '*https://good.example/*@evil.example/' },
  { text: '_https://good.example/_.evil.example_', reads: 'https://good.example/_.evil.example' },
  { text: '> \u202egnp.exe\n- \u2067x\n**\u2066y**', reads: '\u202egnp.exe\u2067x\u2066y' },
  { text: '`\u202ecode` after', reads: '\u202ecode after' },
  { text: '![x](https://evil.example/x.png) # x', reads: '![x](https://evil.example/x.png) # x' },
  { text: '999. <b>\n1. y', reads: '<b>y' },
]

const markings: readonly ((text: string) => string)[] = [
  (text) => `**${text}**`,
  (text) => `_${text}_`,
  (text) => `\`${text}\``,
  (text) => `\`\`\`\n${text}\n\`\`\``,
  (text) => `> ${text}`,
  (text) => `- ${text}`,
  (text) => `7. ${text}`,
]

/** Two or three of them in one, some of them marked. */
export const mixedText = (random: Random): string =>
  Array.from({ length: random.int(2, 3) }, () => {
    const text = random.pick(hostileTexts)
    return random.int(0, 1) === 0 ? text : random.pick(markings)(text)
  }).join(random.pick(['', ' ', '\n', '">']))
