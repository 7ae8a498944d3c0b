// Steps: a form is good only with the token and the cookie of its own page, and each list is its
// visitor's.

import { existsSync, readFileSync } from 'node:fs'
import { step, type Evidence } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { postLink, readMade, targetOf } from '../29-create-and-redirect/client.ts'
import { shows, Visitor, type Form, type Id, type PageTools } from './visitor.ts'

const slow = { deadlineMs: 20_000 }

export const ownerSteps = [
  step<Id>('A form without the token of its own page makes no link', checkToken, slow),
  step<Id>('Each visitor sees the links of their own browser', separateLists, slow),
]

type Hidden = Form['hidden']

async function checkToken(tools: PageTools): Promise<void> {
  const { fresh, query, fail, send } = tools
  const [one, other] = [new Visitor(tools), new Visitor(tools)]
  let shown = await one.open()
  const foreign = await other.open()
  // The link that a good form makes: all others differ from it only in what is named.
  shown = await one.make(shown, { target: targetOf(fresh) })
  const count = () => Number(query('select count(*) as number from links')[0]?.['number'])
  const before = count()
  const expectRefusal = (exchange: HttpExchange, id: Id, what: string) => {
    const { status } = exchange.answer
    const evidence: Evidence = {
      exchange, mark: 'status', expected: `403 for a form ${what}`, actual: String(status),
    }
    if (count() !== before) fail(status < 400 ? id : 'stored-after-refusal', evidence)
    if (status !== 403) fail('bad-form-response', evidence)
  }
  const { hidden } = shown.form
  const spoil = (change: (value: string) => string): Hidden =>
    hidden.map(([name, value]) => [name, change(value)])
  const wrong: readonly (readonly [string, Hidden])[] = [
    ['without a token', []],
    ['with an empty token', spoil(() => '')],
    ['with half of its token', spoil((value) => value.slice(0, Math.ceil(value.length / 2)))],
    ['with another token', spoil((value) => [...value].map((letter) =>
      letter === '0' ? '1' : '0').join(''))],
    ['with a token in another alphabet', spoil((value) => `\u00eb${value.slice(1)}`)],
  ]
  for (const [what, fields] of wrong) {
    const exchange = await one.submit(shown, { target: targetOf(fresh) }, fields)
    expectRefusal(exchange, 'token-not-checked', what)
  }
  const withForeign = await one.submit(shown, { target: targetOf(fresh) }, foreign.form.hidden)
  expectRefusal(withForeign, 'token-shared', "with another visitor's token")
  const stranger = new Visitor(tools)
  for (const [what, fields] of [['its token', hidden], ['a token', []]] as const) {
    const exchange = await stranger.submit(shown, { target: targetOf(fresh) }, fields)
    const without = what === 'its token' ? 'without a cookie' : 'without a cookie or a token'
    expectRefusal(exchange, 'token-not-checked', without)
  }
  const fields = [...hidden, ['target', targetOf(fresh)]].map(([...field]) => field)
  const exchange = await send({
    target: `/links?${new URLSearchParams(fields)}`,
    headers: [['Cookie', one.jar.header('/links') ?? '']],
  })
  if (count() !== before) fail('get-makes-link', { exchange, expected: 'no new row' })
}

async function separateLists(tools: PageTools): Promise<void> {
  const { fresh, fail, database } = tools
  const [one, other] = [new Visitor(tools), new Visitor(tools)]
  const names = ['mine', 'theirs', 'program'].map((name) => `${name}-${fresh.word()}`)
  const [mine = '', theirs = '', programs = ''] = names
  await one.make(await one.open(), { target: targetOf(fresh), slug: mine, note: `note ${mine}` })
  await other.make(await other.open(), { target: targetOf(fresh), slug: theirs })
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
  const bytes = [database, `${database}-wal`].filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1')).join('')
  for (const { name, value, attributes } of [...one.jar.cookies, ...other.jar.cookies]) {
    if (value.length < 16 || !attributes.has('httponly') || !bytes.includes(value)) continue
    fail('owner-readable', {
      expected: 'the value of no cookie', actual: `${name}=${value} is in ${database}`,
    })
  }
}
