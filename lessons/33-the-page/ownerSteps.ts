// Steps: a form is good only with the token and the cookie of its own page, and each list is its
// visitor's.

import { step, type Evidence } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import { findLeaks } from './leaks.ts'
import { shows, storedAfter, Visitor, type Form, type Id, type PageTools } from './visitor.ts'

const slow = { deadlineMs: 20_000 }

export const ownerSteps = [
  step<Id>('A form without the token of its own page makes no link',
    keepingConnection(checkToken), slow),
  step<Id>('Each visitor sees the links of their own browser',
    keepingConnection(separateLists), slow),
]

type Hidden = Form['hidden']

async function checkToken(tools: PageTools): Promise<void> {
  const { fresh } = tools
  const [one, other, stranger] = [new Visitor(tools), new Visitor(tools), new Visitor(tools)]
  const foreign = await other.open()
  // The link that a good form makes: all others differ from it only in what is named.
  const shown = await one.make(await one.open(), { target: targetOf(fresh) })
  const { hidden } = shown.form
  const rows = countLinks(tools)
  const send = async (visitor: Visitor, fields: Hidden, { id, what }: { id: Id; what: string }) => {
    const exchange = await visitor.submit(shown, { target: targetOf(fresh) }, fields)
    expectRefusal(tools, exchange, { id, what, rows })
  }
  for (const [what, fields] of spoiled(hidden)) {
    await send(one, fields, { id: 'token-not-checked', what })
  }
  await send(one, foreign.form.hidden, { id: 'token-shared', what: "with another visitor's token" })
  await send(stranger, hidden, { id: 'token-not-checked', what: 'without a cookie' })
  await send(stranger, [], { id: 'token-not-checked', what: 'without a cookie or a token' })
  const fields = [...hidden, ['target', targetOf(fresh)]].map(([...field]) => field)
  const exchange = await tools.send({
    target: `/links?${new URLSearchParams(fields)}`,
    headers: [['Cookie', one.jar.header('/links') ?? '']],
  })
  if (countLinks(tools) !== rows) tools.fail('get-makes-link', { exchange, expected: 'no new row' })
}

function spoiled(hidden: Hidden): readonly (readonly [what: string, Hidden])[] {
  const spoil = (change: (value: string) => string): Hidden =>
    hidden.map(([name, value]) => [name, change(value)])
  return [
    ['without a token', []],
    ['with an empty token', spoil(() => '')],
    ['with half of its token', spoil((value) => value.slice(0, Math.ceil(value.length / 2)))],
    ['with another token', spoil((value) =>
      [...value].map((letter) => letter === '0' ? '1' : '0').join(''))],
    ['with a token in another alphabet', spoil((value) => `\u00eb${value.slice(1)}`)],
  ]
}

function expectRefusal(
  tools: PageTools, exchange: HttpExchange,
  { id, what, rows }: { id: Id; what: string; rows: number },
): void {
  const { status } = exchange.answer
  const evidence: Evidence = {
    exchange, mark: 'status', expected: `403 for a form ${what}`, actual: String(status),
  }
  const isStored = countLinks(tools) !== rows
  if (isStored && status >= 400) tools.fail('stored-after-refusal', storedAfter(evidence))
  if (isStored) tools.fail(id, evidence)
  if (status !== 403) tools.fail('bad-form-response', evidence)
}

function countLinks({ query }: PageTools): number {
  return Number(query('select count(*) as number from links')[0]?.['number'])
}

async function separateLists(tools: PageTools): Promise<void> {
  const { fresh, fail } = tools
  const [one, other] = [new Visitor(tools), new Visitor(tools)]
  const names = ['mine', 'theirs', 'program'].map((name) => `${name}-${fresh.word()}`)
  const [mine = '', theirs = '', programs = ''] = names
  // Both have the page open when the first of them sends the form.
  const [oneShown, otherShown] = [await one.open(), await other.open()]
  await one.make(oneShown, { target: targetOf(fresh), slug: mine, note: `note ${mine}` })
  await other.make(otherShown, { target: targetOf(fresh), slug: theirs })
  const made = await postLink(tools, { target: targetOf(fresh), slug: programs })
  if (readMade(made) === undefined) fail('link-not-made', { exchange: made, expected: '201' })
  const lists: readonly (readonly [string, Visitor, string])[] = [
    ['of the first visitor', one, mine], ['of the second visitor', other, theirs],
    ['of a new visitor', new Visitor(tools), ''],
  ]
  for (const [whose, visitor, own] of lists) {
    const { page, exchange } = await visitor.open()
    const evidence = { exchange, mark: 'body' } as const
    const foreign = names.find((name) => name !== own && shows(page, name))
    if (foreign !== undefined) {
      fail('foreign-links-listed', {
        ...evidence, expected: `the page ${whose} without the link ${foreign}`,
        actual: "it's there",
      })
    }
    if (!shows(page, own)) {
      fail('not-in-list', { ...evidence, expected: `the link ${own} on the page ${whose}` })
    }
  }
  await findLeaks(tools, one, mine)
  await findLeaks(tools, other, theirs)
}
