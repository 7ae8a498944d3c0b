// Makes links, follows them, and looks for them in the file and after a crash. What it sends with a
// mistake in it is in refusalSteps.ts.

import { isRecord } from '../../src/basics/check.ts'
import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import {
  follow, isSameUrl, locationOf, postLink, readMade, redirectStatuses, targetOf, tellAnswer,
  type MadeLink,
} from './client.ts'
import { expectNoStore, expectRedirectTo, make } from './expectations.ts'
import { findings, type FirstTools } from './findings.ts'
import { refuseMethods, refuseTargets } from './refusalSteps.ts'
import { surviveCrash } from './restartStep.ts'

// On a busy machine, a hundred requests take their time.
const patience = { deadlineMs: 20_000 }
const atOnce = 5

export const check = defineCheck({
  findings,
  steps: [
    step('Links are made', keepingConnection(makeLinks), patience),
    step('Links are made at the same time', makeTogether, patience),
    step('Links lead to their targets', keepingConnection(followLinks), patience),
    step('HEAD gets what GET gets', askForHeads, patience),
    step('A slug that nobody has gets a 404', keepingConnection(missLinks), patience),
    step('Only a web address becomes a link', refuseTargets, patience),
    step('Another method gets a 405', refuseMethods, patience),
    step('Links are in the file, and survive a crash', surviveCrash, patience),
    survivalStep('/api/links'),
  ],
})

async function makeLinks(tools: FirstTools): Promise<void> {
  const { fresh, fail, send, port } = tools
  const target = targetOf(fresh)
  const made = [
    await make(tools, target), await make(tools, targetOf(fresh)), await make(tools, target),
  ]
  const same = made.find(({ slug }, index) =>
    made.slice(0, index).some((earlier) => earlier.slug === slug))
  if (same !== undefined) {
    return fail('same-slug', {
      exchange: same.exchange, mark: 'body', expected: 'a slug that no link has',
      actual: same.slug,
    })
  }
  for (const { slug, shortUrl, target, exchange } of made) {
    const wanted = `http://localhost:${port}/${slug}`
    if (shortUrl !== wanted) {
      return fail('wrong-short-url', { exchange, mark: 'body', expected: wanted, actual: shortUrl })
    }
    const path = pathOf(locationOf(exchange), port)
    if (path === undefined) {
      return fail('no-location', {
        exchange, mark: 'head', expected: `/api/links/${slug}`,
        actual: locationOf(exchange) ?? 'no Location',
      })
    }
    const shown = await send({ target: path })
    if (isLink(shown.answer.json(), { slug, target, shortUrl })) continue
    const isRight = path === `/api/links/${slug}`
    return fail(isRight ? 'not-shown' : 'location-leads-elsewhere', {
      exchange: shown, expected: `200, and the link as JSON at ${path}, as in the 201`,
      actual: tellAnswer(shown),
    })
  }
}

function isLink(value: unknown, { slug, target, shortUrl }: Omit<MadeLink, 'exchange'>): boolean {
  return isRecord(value) && value['slug'] === slug && value['shortUrl'] === shortUrl
    && typeof value['target'] === 'string' && isSameUrl(value['target'], target)
}

// A program that waits between two steps of one request handles another one in between.
async function makeTogether(tools: FirstTools): Promise<void> {
  const targets = Array.from({ length: atOnce }, () => targetOf(tools.fresh))
  const exchanges = await Promise.all(targets.map((target) => postLink(tools, { target })))
  const slugs = new Set<string>()
  for (const [index, exchange] of exchanges.entries()) {
    const target = targets[index] ?? ''
    const made = readMade(exchange)
    const isOwn = made !== undefined && !slugs.has(made.slug) && isSameUrl(made.target, target)
    if (isOwn) {
      slugs.add(made.slug)
      continue
    }
    return tools.fail('not-made-together', {
      exchange, mark: made === undefined ? 'status' : 'body',
      expected: `201, a slug of its own, and ${target}`,
      actual: made === undefined ? String(exchange.answer.status) : `${made.slug}, ${made.target}`,
    })
  }
}

// A relative URL, or one of this program.
function pathOf(location: string | undefined, port: number): string | undefined {
  const url = location === undefined ? null : URL.parse(location, `http://localhost:${port}/api/`)
  return url === null ? undefined : url.pathname + url.search
}

async function followLinks(tools: FirstTools): Promise<void> {
  const { fresh } = tools
  const plain = targetOf(fresh)
  const targets = [
    plain, `${plain}&Next=https%3A%2F%2Fa.example%2FB%3Fc&d=a+b%2B#Part`,
    `http://${fresh.word()}.example:8080/a//b/%2e%2e?x=${'y'.repeat(1_500)}`,
    `HTTPS://${fresh.word()}.EXAMPLE`,
    `https://${fresh.word()}.example/${encodeURI(fresh.foreignText())}`,
    `https://${fresh.word()}.example/grüße/言葉?q=λόγος`,
    `https://bücher-${fresh.word()}.example/`,
  ]
  const made: MadeLink[] = []
  for (const target of targets) made.push(await make(tools, target))
  for (const [index, target] of targets.entries()) {
    const { slug = '' } = made[index] ?? {}
    for (const query of index === 0 ? ['', '?from=poster&a=%zz'] : ['']) {
      expectRedirectTo(tools, await follow(tools, slug + query), target)
    }
  }
}

async function askForHeads(tools: FirstTools): Promise<void> {
  const target = targetOf(tools.fresh)
  const { slug } = await make(tools, target)
  const paths = [`/${slug}`, `/api/links/${slug}`, `/${slug}x-${tools.fresh.word()}`]
  for (const path of paths) {
    const get = await tools.send({ target: path })
    for (const headers of [[], [['Range', 'bytes=0-0']]] as const) {
      const head = await tools.send({ method: 'HEAD', target: path, headers })
      const [wanted, got] = [get, head].map((exchange) =>
        `${exchange.answer.status}, ${locationOf(exchange) ?? 'no Location'}`)
      if (wanted !== got) {
        return tools.fail('head-differs', {
          exchange: head, mark: 'status-line', expected: `${wanted}, as for GET`,
          actual: got ?? '',
        })
      }
      expectNoBody(tools, head)
    }
  }
}

function expectNoBody({ fail }: FirstTools, exchange: HttpExchange): void {
  const { extra, bodyStart } = exchange.answer.message
  if (extra === '') return
  fail('head-has-body', {
    exchange, mark: { start: bodyStart, end: bodyStart + extra.length },
    expected: 'nothing after the blank line', actual: `${extra.length} bytes`,
  })
}

async function missLinks(tools: FirstTools): Promise<void> {
  const { fresh, send, fail } = tools
  const { slug } = await make(tools, targetOf(fresh))
  const word = fresh.word()
  const strange = [
    `${slug}x-${word}`, `${slug}%20`, `${word}-${word}-${word}`, '__proto__', 'constructor', '%25',
    "x'%20or%20'1'='1", `${slug}'--`, 'x%22%20or%201=1--', 'null', 'undefined', '00', '-1',
    `0${slug}`, `${slug}.0`, `${slug}e0`, `%2B${slug}`,
  ]
  for (const each of [...strange, `${slug}/${word}`]) {
    for (const target of [`/${each}`, `/api/links/${each}`]) {
      const exchange = await send({ target })
      const { status } = exchange.answer
      // What can't be a slug may also count as a mistake in the request.
      const isMiss = status === 404 || (status === 400 && /[^\w-]/.test(each))
      if (isMiss && status === 404) expectNoStoreOfSlug(tools, exchange, target)
      if (isMiss) continue
      return fail(isLed(exchange) ? 'not-404' : 'wrong-status-for-a-miss', {
        exchange, mark: 'status', expected: '404', actual: String(status),
      })
    }
  }
}

// As if there were a link: a redirect, or a link as JSON. A 200 can also say that there is none.
function isLed({ answer }: HttpExchange): boolean {
  if (redirectStatuses.includes(answer.status)) return true
  const body = answer.json()
  return answer.status === 200 && isRecord(body) && 'target' in body
}

// Only what is right after the slash can become a link.
function expectNoStoreOfSlug(tools: FirstTools, exchange: HttpExchange, target: string): void {
  if (/^\/[\w-]+$/.test(target)) expectNoStore(tools, exchange, 'miss-may-be-kept')
}
