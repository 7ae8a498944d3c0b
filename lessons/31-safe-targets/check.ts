// Makes links to good targets and to bad ones, in spellings that only a URL parser can read.

import { domainToUnicode } from 'node:url'
import { defineCheck, step, type Evidence, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection, overOneConnection } from '../../src/course/check/oneConnection.ts'
import {
  expectRedirect, follow, isSameUrl, locationOf, makeLink, postLink, readLink, readMade, targetOf,
} from '../29-create-and-redirect/client.ts'
import { findings } from './findings.ts'
import { goodTargets, internationalTarget, neighbours } from './goodTargets.ts'
import {
  incomplete, notTexts, otherSchemes, scripts, thisMachine, thisSite, tooLong, withCredentials,
  withLineBreaks, type Kind,
} from './hostileTargets.ts'

type Id = keyof typeof findings
type TargetTools = Tools<Id>

// On a busy machine, a hundred requests take their time.
const patience = { deadlineMs: 30_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('Good targets are accepted', keepingConnection(acceptGood), patience),
    step('Only http and https are accepted', keepingConnection(refuseSchemes), patience),
    step('Only whole URLs are accepted', keepingConnection(refuseTexts), patience),
    step('No user names and passwords are accepted', keepingConnection(refuseCredentials),
      patience),
    step('No links to this machine are accepted', keepingConnection(refuseMachine), patience),
    step('International letters are sent as ASCII, and shown as what they are',
      keepingConnection(showHost), patience),
    // Last, because it starts the program again.
    step('No links to the site itself are accepted', refuseSite, patience),
  ],
})

async function acceptGood(tools: TargetTools): Promise<void> {
  const target = targetOf(tools.fresh)
  const { slug } = await makeLink(tools, { target })
  await expectRedirect(tools, slug, target)
  for (const good of goodTargets(tools.fresh)) await expectAccepted(tools, good)
}

async function refuseSchemes(tools: TargetTools): Promise<void> {
  await expectRefused(tools, 'script-accepted', scripts(tools.fresh))
  await expectRefused(tools, 'scheme-accepted', plainly(otherSchemes(tools.fresh)))
}

async function refuseTexts(tools: TargetTools): Promise<void> {
  const { fresh } = tools
  await expectRefused(tools, 'incomplete-accepted', plainly(incomplete(fresh)))
  await expectRefused(tools, 'line-break-accepted', plainly(withLineBreaks(fresh)))
  await expectRefused(tools, 'too-long-accepted', plainly(tooLong(fresh)))
  const before = rowsOf(tools)
  for (const value of notTexts(fresh)) {
    const exchange = await postLink(tools, { target: value })
    judgeRefusal(tools, exchange, { id: 'type-accepted', shown: JSON.stringify(value), before })
  }
  expectNothingStored(tools, before)
}

async function refuseCredentials(tools: TargetTools): Promise<void> {
  await expectRefused(tools, 'credentials-accepted', plainly(withCredentials(tools.fresh)))
}

async function refuseMachine(tools: TargetTools): Promise<void> {
  await expectRefused(tools, 'own-host-accepted', thisMachine(tools.fresh))
}

async function refuseSite(tools: TargetTools): Promise<void> {
  const { fresh } = tools
  const host = `${fresh.word()}.example`
  await tools.kill()
  await tools.start({ PUBLIC_ORIGIN: `https://${host}` })
  await overOneConnection(tools, async (kept) => {
    await expectRefused(kept, 'own-site-accepted', thisSite(host, fresh))
    const { plain: [local = ''] } = thisMachine(fresh)
    await expectRefused(kept, 'own-host-accepted', plainly([local]))
    for (const target of neighbours(host, fresh)) await expectAccepted(kept, target)
  })
}

async function showHost(tools: TargetTools): Promise<void> {
  const { fresh, fail } = tools
  const target = internationalTarget(fresh)
  await expectAccepted(tools, target, 'letters-in-location')
  const made = await makeLink(tools, { target })
  const { hostname } = new URL(target)
  const letters = domainToUnicode(hostname)
  for (const { host } of [{ host: undefined, ...Object(made.exchange.answer.json()) },
    { host: undefined, ...await readLink(tools, made.slug) }]) {
    const isShown = typeof host === 'string' && host.includes(hostname) && host.includes(letters)
    if (isShown) continue
    return fail('host-hidden', {
      exchange: made.exchange, mark: 'body',
      expected: `"host" has both ${letters} and ${hostname} in it`, actual: `"host" is ${host}`,
    })
  }
  const port = fresh.integer(1024, 65_535)
  for (const plain of [`${fresh.word()}.example`, `${fresh.word()}.example:${port}`]) {
    const { slug } = await makeLink(tools, { target: `https://${plain}/${fresh.word()}` })
    const { host } = await readLink(tools, slug)
    if (host === plain) continue
    const actual = `"host": ${JSON.stringify(host)}`
    return fail('host-hidden', { expected: `"host": "${plain}"`, actual })
  }
}

async function expectAccepted(
  tools: TargetTools, target: string, id: Id = 'target-changed',
): Promise<void> {
  const { fail } = tools
  const exchange = await postLink(tools, { target })
  const made = readMade(exchange)
  if (made === undefined) {
    return fail(exchange.answer.status < 500 ? 'good-refused' : 'link-not-made', {
      exchange, mark: 'status', expected: `201 for ${shorten(target)}`,
      actual: String(exchange.answer.status),
    })
  }
  const followed = await follow(tools, made.slug)
  const location = locationOf(followed)
  const isAscii = /^[\x21-\x7e]*$/.test(location ?? '')
  if (isAscii && isSameUrl(location, target)) {
    if (isSameUrl(made.target, target)) return
    const expected = `"target" means ${shorten(target)}`
    fail('target-changed', { exchange, mark: 'body', expected, actual: shorten(made.target) })
  }
  fail(id, {
    exchange: followed, expected: `Location means ${shorten(new URL(target).href)}`,
    actual: `${followed.answer.status}, and ${location ?? 'no Location'}`,
  })
}

function plainly(plain: readonly string[]): Kind {
  return { plain, others: [] }
}

// The usual spellings first: a program that accepts these has no rule for them at all.
async function expectRefused(
  tools: TargetTools, id: Id, { plain, others }: Kind,
): Promise<void> {
  const before = rowsOf(tools)
  const refuse = async (mistake: Id, target: string) => {
    const exchange = await postLink(tools, { target })
    const shown = showControls(JSON.stringify(shorten(target)))
    judgeRefusal(tools, exchange, { id: mistake, shown, before })
  }
  for (const target of plain) await refuse(id, target)
  for (const target of others) await refuse('spelling-accepted', target)
  expectNothingStored(tools, before)
}

type Refusal = { id: Id; shown: string; before: number }

function judgeRefusal(
  tools: TargetTools, exchange: HttpExchange, { id, shown, before }: Refusal,
): void {
  const { fail } = tools
  const { status } = exchange.answer
  if (status === 422 || status === 400) return
  const expected = `422 for ${shown}`
  const facts: Evidence = { exchange, mark: 'status', expected, actual: String(status) }
  if (status >= 500) fail('refusal-500', facts)
  // A 200 with a sentence about the mistake is a refusal, too.
  fail(status < 300 && rowsOf(tools) > before ? id : 'refusal-status', facts)
}

function rowsOf({ query }: TargetTools): number {
  return Number(query('select count(*) as number from links')[0]?.['number'])
}

function expectNothingStored(tools: TargetTools, before: number): void {
  const after = rowsOf(tools)
  if (after === before) return
  tools.fail('stored-after-refusal', {
    expected: `${before} rows in the table links`, actual: `${after} rows`,
  })
}

// JSON escapes line breaks, but not all of the characters that nobody sees.
function showControls(text: string): string {
  return text.replace(/[\p{Cc}\u00ad\u2028\u2029]/gu, (character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function shorten(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 97)}… (${text.length} characters)`
}
