/** One stylesheet for all pages: the system's font, light and dark, from 320 px on. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f7, #171b1b);
  --card: light-dark(#ffffff, #1f2424);
  --line: light-dark(#dde1e1, #323a3a);
  --text: light-dark(#1a2020, #e6eaea);
  --soft: light-dark(#5b6565, #a0abab);
  --accent: light-dark(#0f766e, #4fd1c1);
  --on-accent: light-dark(#ffffff, #06302b);
  --warning: light-dark(#8a4b00, #f4b860);
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0 auto;
  max-width: 42rem;
  padding: 1.5rem clamp(1rem, 5vw, 2rem) 4rem;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.6 system-ui, sans-serif;
  word-break: keep-all;
  overflow-wrap: anywhere;
}
header { display: flex; align-items: center; gap: .6rem; font-weight: 600; }
h1 { margin: 2.5rem 0 .25rem; font-size: clamp(1.6rem, 7vw, 2.2rem); line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 0 0 .4rem; font-size: 1.1rem; }
p { margin: 0 0 .75rem; }
.lead { margin-bottom: 1.5rem; color: var(--soft); font-size: 1.1rem; }
.lead b { color: var(--text); }
.card {
  margin: 0 0 1.25rem;
  padding: 1.5rem clamp(1rem, 4vw, 1.75rem);
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 14px;
}
.steps { list-style: none; counter-reset: step; }
.steps > li { position: relative; padding: 0 0 1.25rem 3rem; counter-increment: step; }
.steps > li:last-child { padding-bottom: 0; }
.steps > li > p { color: var(--soft); }
.steps > li::before {
  content: counter(step);
  position: absolute;
  left: 0;
  width: 2rem;
  height: 2rem;
  line-height: 2rem;
  text-align: center;
  font-weight: 600;
  color: var(--accent);
  border: 1px solid var(--line);
  border-radius: 50%;
}
.plain { margin: 1rem 0 0; padding-left: 1.4rem; }
.plain li { margin-bottom: .5rem; }
.tag { margin: 0; color: var(--accent); font-size: .85rem; font-weight: 600; }
.note {
  padding: .75rem 1rem;
  border: 1px solid var(--line);
  border-left: 3px solid var(--accent);
  border-radius: 8px;
  background: var(--card);
}
.note.warning { border-left-color: var(--warning); }
.button {
  display: inline-block;
  padding: .55rem 1.1rem;
  border: 1px solid var(--accent);
  border-radius: 9px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  text-decoration: none;
  cursor: pointer;
}
.button:hover { filter: brightness(1.08); }
.steps .button { display: table; margin-top: .6rem; }
.button.quiet { background: none; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.copy { display: flex; flex-wrap: wrap; gap: .6rem; margin: 0; }
.copy .button { margin: 0; }
.copy input {
  flex: 1 1 12rem;
  min-width: 0;
  padding: .55rem .75rem;
  border: 1px solid var(--line);
  border-radius: 9px;
  background: var(--ground);
  color: var(--soft);
  font: .85rem ui-monospace, monospace;
}
code { padding: .1rem .35rem; border-radius: 5px; background: var(--ground); font: .85em ui-monospace, monospace; overflow-wrap: anywhere; word-break: break-word; }
dl { margin: 0; color: var(--soft); font-size: .85rem; }
dd { margin: 0; word-break: break-all; }
`

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><rect x="4" y="4" width="120" height="120" rx="30" fill="#0f766e"/><path d="M40 30h48a16 16 0 0 1 16 16v26a16 16 0 0 1-16 16H64L44 104V88h-4a16 16 0 0 1-16-16V46a16 16 0 0 1 16-16z" fill="#fff"/><path d="M74 46 60 59l14 13" fill="none" stroke="#0f766e" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/></svg>`
