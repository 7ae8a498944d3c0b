// Small drawings next to words. They're hidden from screen readers, because the words say the same.

import { html, type Html } from '../../http/html.ts'

const shapes = {
  passed: html`<path d="M3.500 8.500l3 3 6-7"/>`,
  failed: html`<path d="M4 4l8 8M12 4l-8 8"/>`,
  skipped: html`<path d="M3.500 8h9"/>`,
  open: html`<circle cx="8" cy="8" r="4.500"/>`,
  running: html`<path d="M8 2.500a5.500 5.500 0 1 1-5.200 3.700"/>`,
  copy: html`<rect x="5.500" y="5.500" width="8" height="8" rx="1.500"/>
<path d="M10.500 3v-.500h-8v8h.500"/>`,
  theme: html`<circle cx="8" cy="8" r="5.500"/>
<path class="solid" d="M8 2.500a5.500 5.500 0 0 1 0 11z"/>`,
  keys: html`<rect x="1.500" y="4" width="13" height="8.500" rx="1.500"/>
<path d="M4 7h.1M6.700 7h.1M9.300 7h.1M12 7h.1M5 10h6"/>`,
  previous: html`<path d="M10 3l-5 5 5 5"/>`,
  next: html`<path d="M6 3l5 5-5 5"/>`,
  up: html`<path d="M3 10l5-5 5 5"/>`,
  contents: html`<path d="M2.500 4h11M2.500 8h8M2.500 12h5"/>`,
} as const

export type IconName = keyof typeof shapes

/** Draws a sign of 16 pixels in the colour of the text around it. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${
    shapes[name]}</svg>`
}
