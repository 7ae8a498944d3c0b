// What the check of this lesson expects of a link: of the response that makes it, of the one that
// leads to its target, and of its row in the table.

import { isRecord } from '../../src/basics/check.ts'
import type { Row } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  isSameUrl, locationOf, postLink, redirectStatuses, tellAnswer, type MadeLink,
} from './client.ts'
import type { FirstTools } from './findings.ts'

/** Makes a link as the first step does: everything about the response is judged. */
export async function make(tools: FirstTools, wanted: string): Promise<MadeLink> {
  const exchange = await postLink(tools, { target: wanted })
  const { answer } = exchange
  if (answer.status !== 201) {
    return tools.fail(notMade(answer.status), {
      exchange, mark: 'status', expected: `201 for ${shorten(wanted)}`,
      actual: String(answer.status),
    })
  }
  const type = answer.header('content-type') ?? ''
  if (!/^application\/json *(?:;|$)/i.test(type)) {
    return tools.fail('not-json', {
      exchange, mark: type === '' ? 'head' : 'header content-type',
      expected: 'application/json', actual: type || 'no Content-Type',
    })
  }
  const body = answer.json()
  const { slug, shortUrl, target } = { ...(isRecord(body) ? body : {}) }
  const isGood = typeof slug === 'string' && /^[\w-]{1,50}$/.test(slug)
    && typeof shortUrl === 'string' && typeof target === 'string'
  if (!isGood) {
    const expected = '"slug", "shortUrl" and "target", all three texts'
    return tools.fail('wrong-link', {
      exchange, mark: 'body', expected, actual: tellAnswer(exchange),
    })
  }
  if (isSameUrl(target, wanted)) return { slug, shortUrl, target, exchange }
  return tools.fail('target-changed', { exchange, mark: 'body', expected: wanted, actual: target })
}

// What can have gone wrong differs with the status: 400, 413, 415 and 422 refuse what was sent.
function notMade(status: number): 'post-failed' | 'good-target-refused' | 'not-created' {
  if (status >= 500) return 'post-failed'
  return [400, 413, 415, 422].includes(status) ? 'good-target-refused' : 'not-created'
}

/** Cuts a long text, and says how long it was. */
export function shorten(text: string): string {
  const characters = [...text]
  if (characters.length <= 100) return text
  return `${characters.slice(0, 97).join('')}… (${characters.length} characters)`
}

/** Fails unless a response leads to a target, for now and past all caches. */
export function expectRedirectTo(tools: FirstTools, exchange: HttpExchange, target: string): void {
  const { status } = exchange.answer
  if (status === 301 || status === 308) {
    return tools.fail('permanent-redirect', {
      exchange, mark: 'status', expected: '302', actual: String(status),
    })
  }
  if (!redirectStatuses.includes(status)) {
    return tools.fail(notLed(status), {
      exchange, mark: 'status', expected: '302', actual: String(status),
    })
  }
  const location = locationOf(exchange)
  if (!isSameUrl(location, target)) {
    return tools.fail('wrong-target', {
      exchange, mark: location === undefined ? 'head' : 'header location',
      expected: target, actual: location ?? 'no Location',
    })
  }
  expectNoStore(tools, exchange, 'redirect-may-be-kept')
}

function notLed(status: number): 'follow-failed' | 'link-not-found' | 'not-redirected' {
  if (status >= 500) return 'follow-failed'
  return status === 404 ? 'link-not-found' : 'not-redirected'
}

/** Fails with the id unless a response tells every cache not to store it. */
export function expectNoStore(
  { fail }: FirstTools, exchange: HttpExchange, id: 'redirect-may-be-kept' | 'miss-may-be-kept',
): void {
  const value = exchange.answer.header('cache-control')
  const directives = (value ?? '').toLowerCase().split(',').map((each) => each.trim())
  if (directives.includes('no-store')) return
  fail(id, {
    exchange, mark: value === undefined ? 'head' : 'header cache-control',
    expected: 'Cache-Control with no-store', actual: value ?? 'no Cache-Control',
  })
}

/** Fails unless a link has its row in the table. */
export function expectRow(
  tools: FirstTools, { slug, target }: Pick<MadeLink, 'slug' | 'target'>,
): Row {
  const rows = readRows(tools)
  // A later lesson stores slugs in lower case.
  const row = rows.find((each) => String(each['slug']).toLowerCase() === slug.toLowerCase())
  if (row !== undefined && isSameUrl(String(row['target']), target)) return row
  return tools.fail('not-in-the-table', {
    expected: `a row with the slug ${slug} and the target ${target}`,
    actual: row === undefined ? `none of the ${rows.length} rows` : JSON.stringify(row),
  })
}

/** The rows of the table, as the lesson prescribes it. */
export function readRows({ query }: Pick<FirstTools, 'query'>) {
  return query('select slug, target, created_at from links order by id')
}
