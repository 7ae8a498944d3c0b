// Makes links to good targets and to bad ones, in spellings that only a URL parser can read.

import { domainToUnicode } from 'node:url'
import { defineCheck, step, type Evidence, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection, overOneConnection } from '../../src/course/check/oneConnection.ts'
import {
  expectRedirect, follow, isSameUrl, locationOf, makeLink, postLink, readMade, targetOf, tellAnswer,
  type MadeLink,
} from '../29-create-and-redirect/client.ts'
import { shorten } from '../29-create-and-redirect/expectations.ts'
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
  // With a port, hosts that are compared together with their ports differ.
  const origin = `https://${host}:${fresh.integer(1024, 65_535)}`
  await tools.start({ PUBLIC_ORIGIN: origin })
  await overOneConnection(tools, async (kept) => {
    const when = `PUBLIC_ORIGIN is ${origin}`
    await expectRefused(kept, 'own-site-accepted', { ...thisSite(host, fresh), when })
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
  for (const [exchange, host] of await hostsOf(tools, made)) {
    if (host.includes(hostname) && host.includes(letters)) continue
    return fail('host-hidden', {
      exchange, mark: 'body', expected: `"host" has both ${letters} and ${hostname} in it`,
      actual: `"host" is ${host}`,
    })
  }
  const port = fresh.integer(1024, 65_535)
  for (const plain of [`${fresh.word()}.example`, `${fresh.word()}.example:${port}`]) {
    const link = await makeLink(tools, { target: `https://${plain}/${fresh.word()}` })
    for (const [exchange, host] of await hostsOf(tools, link)) {
      if (host === plain) continue
      const [expected, actual] = [`"host": "${plain}"`, `"host": "${host}"`]
      return fail('wrong-host', { exchange, mark: 'body', expected, actual })
    }
  }
}

// In the response to the POST, and when the link is read.
async function hostsOf(
  tools: TargetTools, { slug, exchange }: MadeLink,
): Promise<[exchange: HttpExchange, host: string][]> {
  const shown = await tools.send({ target: `/api/links/${slug}` })
  if (shown.answer.status !== 200) {
    return tools.fail('link-not-shown', {
      exchange: shown, expected: '200, and the link as JSON', actual: tellAnswer(shown),
    })
  }
  return [exchange, shown].map((each) => {
    const { host } = { host: undefined, ...Object(each.answer.json()) }
    if (typeof host === 'string') return [each, host]
    return tools.fail('wrong-host', {
      exchange: each, mark: 'body', expected: '"host": the host of the target',
      actual: tellAnswer(each),
    })
  })
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
  tools: TargetTools, id: Id, { plain, others, when }: Kind & { when?: string },
): Promise<void> {
  const before = rowsOf(tools)
  const refuse = async (mistake: Id, target: string) => {
    const exchange = await postLink(tools, { target })
    const text = showControls(JSON.stringify(shorten(target))) + tellHostname(target)
    const shown = when === undefined ? text : `${text}, because ${when}`
    judgeRefusal(tools, exchange, { id: mistake, shown, before })
  }
  for (const target of plain) await refuse(id, target)
  for (const target of others) await refuse('spelling-accepted', target)
  expectNothingStored(tools, before)
}

// How the parser writes the host, if that isn't how it was sent.
function tellHostname(target: string): string {
  const { hostname } = URL.parse(target) ?? { hostname: '' }
  return target.includes(hostname) ? '' : ` with the hostname ${hostname}`
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
