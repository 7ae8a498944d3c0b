// The keys of the reader, and the switch that turns them off: somebody who speaks to a computer, or
// whose hand trembles, would press them by mistake (WCAG 2.2, 2.1.4).

import { html, type Html } from '../../http/html.ts'

const keys: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['/'], 'search the course'],
  [['j'], 'next lesson'],
  [['k'], 'previous lesson'],
  [['c'], 'check the exercise'],
  [['h'], 'a hint'],
  [['1', '2', '3', '4'], 'verdict, wire, console, log'],
  [['w'], 'wrap long lines of code'],
  [['m'], 'map of the course'],
  [['?'], 'this list'],
]

/** Makes the list of keys, closed. */
export function keysDialog(): Html {
  return html`<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<dl class="keys">${keys.map(([names, what]) => html`
<div><dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt><dd>${what}</dd></div>`)}
</dl>
<p><label class="switch"><input type="checkbox" data-keys-switch checked> Use these keys</label></p>
<form method="dialog"><button>Close</button></form>
</dialog>`
}
