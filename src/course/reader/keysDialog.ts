// The keyboard shortcuts of the reader, and the switch that turns them off: people who dictate, or
// whose hands tremble, would press the keys by mistake (WCAG 2.2, 2.1.4).

import { html, type Html } from '../../http/html.ts'

const keys: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'search the course'],
  [['j'], 'next lesson'],
  [['k'], 'previous lesson'],
  [['c'], 'check the exercise'],
  [['h'], 'get a hint'],
  [['1', '2', '3', '4'], 'show the result, wire, console, log'],
  [['w'], 'wrap long lines of code, or not'],
  [['m'], 'course map'],
  [['?'], 'this list'],
]

/** Makes the list of keys, closed. */
export function keysDialog(): Html {
  return html`<dialog id="keys-dialog" aria-labelledby="keys-title">
<h2 id="keys-title">Keyboard shortcuts</h2>
<dl class="keys">${keys.map(([names, what]) => html`
<div><dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt><dd>${what}</dd></div>`)}
</dl>
<p><label class="switch"><input type="checkbox" data-keys-switch checked> Use these
shortcuts</label></p>
<form method="dialog"><button>Close</button></form>
</dialog>`
}
