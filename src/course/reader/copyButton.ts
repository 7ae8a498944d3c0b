// A button that copies the text of another element. Without scripts it is not shown.

import { html, type Html } from '../../http/html.ts'
import { icon } from './icons.ts'

/** Makes the button for the element with this id. */
export function copyButton(id: string): Html {
  return html`<button class="small needs-script" type="button" data-copy="${id}">${
    icon('copy')}<span>Copy</span></button>`
}
