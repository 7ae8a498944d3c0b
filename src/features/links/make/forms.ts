// Reads what the pages' forms send. A form knows only text: empty means "not given", and a box that
// isn't ticked isn't sent. The same checkers as for the API decide about the result.
// Lesson: the-page (tour)

import { check, type Checker } from '../../../basics/check.ts'
import { linkChangeChecker, newLinkChecker, type LinkChange, type NewLink } from '../links.ts'
import { completeTarget } from './target.ts'
import type { Typed } from './fields.ts'
import { Refusal } from '../../site/refusal.ts'

/** Reads the form of a new link. Throws a Refusal `invalid` with an issue for each field. */
export function readNewLinkForm(form: URLSearchParams): NewLink {
  return read(newLinkChecker, {
    ...sharedFields(form),
    slug: given(form, 'slug'),
    password: typedPassword(form),
  })
}

/** Reads the form that changes a link: an empty field means "none" here. */
export function readChangeForm(form: URLSearchParams): LinkChange {
  const password = form.get('noPassword') === 'yes' ? null : typedPassword(form)
  return read(linkChangeChecker, { ...sharedFields(form), password })
}

/** Keeps what was typed, but never a password, to show it again next to what is wrong. */
export function typedIn(form: URLSearchParams): Typed {
  const typed = Object.fromEntries(form)
  return { ...typed, password: '', formToken: '' }
}

function sharedFields(form: URLSearchParams): Record<string, unknown> {
  const expiresAt = given(form, 'expiresAt')
  const visitLimit = given(form, 'visitLimit')
  return {
    target: completeTarget(form.get('target') ?? ''),
    note: form.get('note') ?? '',
    // The browser's field has minutes and no zone; its label says that it is UTC.
    expiresAt: expiresAt === undefined ? null : `${expiresAt}Z`.replace('ZZ', 'Z'),
    visitLimit: visitLimit === undefined ? null : toNumber(visitLimit),
    redirect: form.get('redirect') === '307' ? 307 : 302,
    forwardQuery: form.get('forwardQuery') === 'yes',
  }
}

function given(form: URLSearchParams, name: string): string | undefined {
  return form.get(name)?.trim() || undefined
}

// As it was typed: a space at its end is part of a password (NIST SP 800-63B, section 3.1.1.2).
function typedPassword(form: URLSearchParams): string | undefined {
  return form.get('password') || undefined
}

function toNumber(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text
}

function read<Value>(checker: Checker<Value>, input: unknown): Value {
  const result = check(checker, input)
  if ('issues' in result) throw new Refusal('invalid', result.issues)
  return result.value
}
