// What a mail address may look like in practice. RFC 5321 allows more (quotes, comments, IP
// addresses) that nobody has, and each of these is a way to smuggle something into a command or a
// header. Lesson: reset-by-email (appendix)

import { domainToASCII } from 'node:url'

// RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.3 (a path is an address with its angle brackets).
const mostLocalLength = 64
const mostLength = 254

// RFC 5322, section 3.2.3: atoms with single dots between them.
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
// An encoded word, as in `=?utf-8?q?bob=40other.example=3e?=`. RFC 2047, section 5, forbids it in
// an address, but a program that decodes it all the same sees another address.
const encodedWord = /=\?[^?]*\?[bq]\?/i
// Letters of any script. `domainToASCII` would also take %41, and drop what cannot be seen.
const writtenDomain = /^[\p{L}\p{M}\p{N}.-]+$/u
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads a mail address; undefined for what is none. It comes back in lower case, with a domain of
 * other scripts in its ASCII form, so that one mailbox has one spelling:
 * `Ann@Bücher.example` → `ann@xn--bcher-kva.example`.
 */
export function parseAddress(text: string): string | undefined {
  // Before anything that takes longer for a longer text.
  if (text.length > mostLength) return undefined
  const [local = '', domain = '', ...more] = text.split('@')
  if (more.length > 0 || local.length > mostLocalLength || !localPart.test(local)) return undefined
  if (encodedWord.test(local)) return undefined
  const host = parseMailHost(domain)
  if (host === undefined) return undefined
  const address = `${local.toLowerCase()}@${host}`
  return address.length <= mostLength ? address : undefined
}

/** Reads the name of a host in any script, gives it in lower-case ASCII; undefined for others. */
export function parseMailHost(text: string): string | undefined {
  if (!writtenDomain.test(text)) return undefined
  const labels = domainToASCII(text).split('.')
  // With a number at the end it is an IPv4 address, in one of its many spellings.
  const isNumber = /^\d+$/.test(labels.at(-1) ?? '')
  return !isNumber && labels.every((part) => label.test(part)) ? labels.join('.') : undefined
}
