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

/** Two or three of them in one. */
export const mixedText = (random: Random): string =>
  Array.from({ length: random.int(2, 3) }, () => random.pick(hostileTexts)).join(
    random.pick(['', ' ', '\n', '">']),
  )
