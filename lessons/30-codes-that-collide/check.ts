// Makes links with random slugs and with chosen names, many at once, and makes slugs collide.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import {
  expectRedirect, follow, isSameUrl, locationOf, postLink, readLink, readMade, targetOf,
} from '../29-create-and-redirect/client.ts'
import { findings, type SlugTools } from './findings.ts'
import { breakInserts, expectTaken, loseRace, makeAtOnce } from './raceSteps.ts'
import { collide, judgeSlugs, startAnew } from './randomSteps.ts'
import { refuseNames, refuseReserved, reserved } from './refusalSteps.ts'

// On a busy machine, a hundred requests take their time.
const patience = { deadlineMs: 20_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('Random slugs cannot be guessed or misread', keepingConnection(judgeSlugs), patience),
    step('A random slug that is taken is replaced by another', collide,
      patience),
    step('People choose names', keepingConnection(chooseNames), patience),
    step('Upper and lower case are the same', keepingConnection(mixCases), patience),
    step('Five want one name at the same time, and one gets it', makeAtOnce, patience),
    step('Another program takes the name a moment before', loseRace, patience),
    step('An error of the database is not a conflict', breakInserts, patience),
    step('Only names become names', keepingConnection(refuseNames), patience),
    step('Our own paths are not names', keepingConnection(refuseReserved), patience),
    step('After a new start, slugs are different', startAnew, patience),
  ],
})

async function chooseNames(tools: SlugTools): Promise<void> {
  const { fresh } = tools
  const word = fresh.word()
  const names = [
    word.slice(0, 3), `${word}${'x'.repeat(44)}`, `${word}-2_${fresh.word()}`,
    `${fresh.integer(100, 999)}`, `0-${word}-1`, `${word}--__b`, `${fresh.pick(reserved)}-${word}`,
  ]
  await followTooEarly(tools, `${word}-${fresh.word()}`)
  for (const name of names) {
    const target = targetOf(fresh)
    await chooseName(tools, name, target)
    await expectRedirect(tools, name, target)
  }
  const exchange = await postLink(tools, { target: targetOf(fresh), slug: null })
  if (readMade(exchange) === undefined) {
    return tools.fail('link-not-made', {
      exchange, mark: 'status', expected: '201: null means that no name was chosen',
      actual: String(exchange.answer.status),
    })
  }
  await refuseWildcards(tools)
}

// Nobody may remember that a name was free.
async function followTooEarly(tools: SlugTools, name: string): Promise<void> {
  const target = targetOf(tools.fresh)
  const early = await follow(tools, name)
  await chooseName(tools, name, target)
  const exchange = await follow(tools, name)
  const isMissed = early.answer.status === 404 && exchange.answer.status === 404
  if (!isMissed) return
  tools.fail('miss-remembered', {
    exchange, mark: 'status', expected: `302 to ${target}`, actual: '404, as before the POST',
  })
}

async function chooseName(tools: SlugTools, slug: string, target: string): Promise<void> {
  const exchange = await postLink(tools, { target, slug })
  const made = readMade(exchange)
  if (made === undefined) {
    return tools.fail('good-name-refused', {
      exchange, mark: 'status', expected: `201, and the slug ${slug.toLowerCase()}`,
      actual: String(exchange.answer.status),
    })
  }
  if (made.slug === slug.toLowerCase()) return
  tools.fail('name-not-given', {
    exchange, mark: 'body', expected: slug.toLowerCase(), actual: made.slug,
  })
}

// In LIKE, an underscore stands for any letter.
async function refuseWildcards(tools: SlugTools): Promise<void> {
  const { fresh, fail } = tools
  const word = fresh.word()
  await chooseName(tools, `${word}x${word}`, targetOf(fresh))
  const exchange = await follow(tools, `${word}_${word}`)
  if (exchange.answer.status === 404) return
  fail('wildcard', {
    exchange, mark: 'status', expected: '404', actual: String(exchange.answer.status),
  })
}

async function mixCases(tools: SlugTools): Promise<void> {
  const { fresh, fail, send } = tools
  const name = `${fresh.word()}-${fresh.word()}`
  const mixed = name.slice(0, 4).toUpperCase() + name.slice(4)
  const target = targetOf(fresh)
  await chooseName(tools, mixed, target)
  for (const spelling of [name, mixed, name.toUpperCase()]) {
    const exchange = await follow(tools, spelling)
    if (!isSameUrl(locationOf(exchange), target)) {
      return fail('case-matters', {
        exchange, mark: 'status-line', expected: `302 to ${target}`, actual: tellLead(exchange),
      })
    }
  }
  const rows = tools.query('select target from links where slug = ?', name)
  if (rows.length !== 1) {
    const actual = `${rows.length} rows have it`
    return fail('name-not-given', { expected: `the slug ${name} in the table links`, actual })
  }
  await readLink(tools, name)
  const shown = await send({ target: `/api/links/${name.toUpperCase()}` })
  if (shown.answer.status !== 200) {
    const actual = String(shown.answer.status)
    return fail('case-matters', { exchange: shown, mark: 'status', expected: '200', actual })
  }
  expectStoredForm(tools, shown, name)
  for (const spelling of [mixed, name.toUpperCase()]) {
    const exchange = await postLink(tools, { target: targetOf(fresh), slug: spelling })
    expectNoOther(tools, exchange, name)
    expectTaken(tools, exchange, spelling === mixed ? 'taken-twice' : 'case-matters')
  }
  const kept = await follow(tools, name)
  if (isSameUrl(locationOf(kept), target)) return
  fail('overwritten', {
    exchange: kept, mark: 'header location', expected: target, actual: tellLead(kept),
  })
}

function expectStoredForm({ fail }: SlugTools, exchange: HttpExchange, name: string): void {
  const { slug } = { slug: undefined, ...Object(exchange.answer.json()) }
  if (slug === name) return
  fail('name-not-given', { exchange, mark: 'body', expected: name, actual: String(slug) })
}

// A client that asks for a name wants this one or none.
function expectNoOther({ fail }: SlugTools, exchange: HttpExchange, name: string): void {
  const { slug } = readMade(exchange) ?? { slug: name }
  if (slug.toLowerCase() === name) return
  fail('name-not-given', {
    exchange, mark: 'body', expected: `409, because ${name} is taken`,
    actual: `201, and the slug ${slug}`,
  })
}

function tellLead(exchange: HttpExchange): string {
  return `${exchange.answer.status} to ${locationOf(exchange) ?? 'no Location'}`
}
