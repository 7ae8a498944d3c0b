// Who our mails come from: the setting MAIL_FROM, such as `Groundwork <noreply@go.example>`.
// Lesson: reset-by-email (appendix)

import { parseAddress } from './address.ts'

export type Sender = { name: string; address: string }

const mostNameLength = 60

/** Reads `Name <address>` or an address alone. Throws an Error that says what is wrong. */
export function parseSender(text: string): Sender {
  const [, name = '', inBrackets = text] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? []
  const address = parseAddress(inBrackets.trim())
  if (address === undefined) throw new Error('write it like Groundwork <noreply@go.example>')
  const shownName = name.trim().replace(/^"([^"]*)"$/, '$1')
  if (/[\0-\x1f\x7f"]/.test(shownName)) throw new Error('its name has a quote or a control code')
  if (shownName.length > mostNameLength) {
    throw new Error(`its name has more than ${mostNameLength} characters`)
  }
  return { name: shownName, address }
}
