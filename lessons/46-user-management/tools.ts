// What the steps share: their tools, and what they say about a response.

import type { Tools } from '../../src/course/check/check.ts'
import { commonFindings, type CommonId } from '../../src/course/check/commonFindings.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { isSuccess } from '../35-passwords/client.ts'
import type { Id as RoleId } from '../41-roles-and-ownership/people.ts'
import { findings } from './findings.ts'

type OwnId = keyof typeof findings

/** The findings of this lesson, and those of lesson 41 that its functions name. */
export type Id = OwnId | RoleId
export type UserTools = Tools<Id>

export const me = '/api/users/me'

/** Makes the work of a step that fails when a response has a status of 500 or more. */
export function watched(
  work: (tools: UserTools) => Promise<void>,
): (tools: Tools<OwnId>) => Promise<void> {
  return keepingConnection((tools) => work(watch(tools)))
}

/**
 * Makes tools that fail when a response has a status of 500 or more. A finding that this lesson
 * doesn't have is about an earlier part.
 */
export function watch(tools: Tools<OwnId>): UserTools {
  const fail: UserTools['fail'] = (id, evidence) =>
    tools.fail(isOwn(id) ? id : 'earlier-part', evidence)
  const send: UserTools['send'] = async (plan) => {
    const exchange = await tools.send(plan)
    if (exchange.answer.status < 500) return exchange
    return fail('server-blamed', { exchange, mark: 'status', expected: 'a status below 500' })
  }
  return { ...tools, send, fail }
}

function isOwn(id: string): id is OwnId | CommonId {
  return id in findings || id in commonFindings
}

/** Fails if a request went through that has to be refused. */
export function expectRefused(
  tools: UserTools, exchange: HttpExchange,
  { id, what, statuses }: { id: Id; what: string; statuses: readonly number[] },
): void {
  const { status } = exchange.answer
  if (statuses.includes(status)) return
  const isRefusal = status >= 400
  tools.fail(isRefusal ? 'wrong-refusal' : id, {
    exchange, mark: 'status', expected: `${statuses.join(' or ')} for ${what}`,
    actual: String(status),
  })
}

/** Fails unless a request went through. */
export function expectDone(
  tools: UserTools, exchange: HttpExchange, id: Id, expected: string,
): void {
  if (isSuccess(exchange)) return
  tools.fail(id, {
    exchange, mark: 'status', expected, actual: String(exchange.answer.status),
  })
}

/** Fails because an earlier lesson's part, which a step builds on, didn't work. */
export function failEarlier(
  tools: UserTools, exchange: HttpExchange | undefined, expected: string,
): never {
  return tools.fail('earlier-part', { exchange, expected })
}

/** Makes texts that no other run has, for what must not be found later. */
export function words({ fresh }: UserTools, count: number): string {
  return Array.from({ length: count }, () => fresh.word()).join(' ')
}
