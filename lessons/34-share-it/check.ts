// Plays the tunnel between strangers and the program: passes on what they send and what they forge.

import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { CookieJar } from '../../src/course/check/cookieJar.ts'
import { defineCheck, step } from '../../src/course/check/check.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { readMade, targetOf } from '../29-create-and-redirect/client.ts'
import { expectPlainCookie, isKept, isSecure } from './cookies.ts'
import { findings } from './findings.ts'
import {
  countHops, ignoreHeader, limitClients, limitHouseholds, limitNobody, missEntries,
} from './limitSteps.ts'
import { addressOf, through, tunnelOf, type ShareTools, type Tunnel } from './tunnel.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('Only this machine can connect', stayLocal),
    step('On this machine, the cookie needs no HTTPS', keepLocalCookie),
    step('On this machine, nothing is limited', keepingConnection(limitNobody),
      { deadlineMs: 40_000 }),
    step('Links and cookies fit the public address, whatever a request says', share,
      { deadlineMs: 40_000 }),
    step('Each client has a limit of its own', limitClients, { deadlineMs: 40_000 }),
    step('A household is one client', limitHouseholds, { deadlineMs: 40_000 }),
    step('Without a proxy, X-Forwarded-For says nothing', ignoreHeader, { deadlineMs: 40_000 }),
    step('With two proxies, the client is one entry further', countHops, { deadlineMs: 40_000 }),
    step("An entry that isn't an IP address names nobody", missEntries, { deadlineMs: 40_000 }),
  ],
})

async function stayLocal({ events, fail, port, send }: ShareTools): Promise<void> {
  await send({ target: '/' })
  const told = events().find((event) => event.event === 'listening' && event.port === port)
  const own = told?.event === 'listening' ? told.address : undefined
  if (own === '::' || own === '0.0.0.0') {
    return fail('open-to-the-network', { expected: '127.0.0.1', actual: own })
  }
  const others = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  for (const { address } of others.slice(0, 3)) {
    if (!await canConnect(address, port)) continue
    return fail('open-to-the-network', { actual: `it can be reached at ${address}` })
  }
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })
}

async function keepLocalCookie(tools: ShareTools): Promise<void> {
  const host = ['Host', `localhost:${tools.port}`] as const
  await expectPlainCookie(tools, { target: '/', headers: [host] })
  const headers = [host, ['X-Forwarded-Proto', 'https']] as const
  await expectPlainCookie(tools, { target: '/', headers }, 'proto-believed')
}

async function share(tools: ShareTools): Promise<void> {
  const tunnel = tunnelOf(tools)
  await tools.kill()
  await tools.start({ PUBLIC_ORIGIN: tunnel.origin, TRUSTED_HOPS: '1' })
  await keepOrigin(tools, tunnel)
  await secureCookie(tools, tunnel)
}

async function keepOrigin(tools: ShareTools, tunnel: Tunnel): Promise<void> {
  const { fresh, fail } = tools
  const evil = `${fresh.word()}.evil.example`
  const forgeries: readonly (readonly [string, string])[][] = fresh.shuffle([
    [['Host', evil]], [['X-Forwarded-Host', evil]], [['X-Forwarded-Proto', 'http']],
    [['Forwarded', `host=${evil};proto=http`]], [['X-Forwarded-Port', '8080']],
    [['X-Original-Host', evil], ['X-Forwarded-Server', evil], ['Origin', `https://${evil}`]],
  ])
  for (const forged of [[], ...forgeries]) {
    const names = new Set(forged.map(([name]) => name))
    const headers = [
      ['Host', tunnel.host], ['X-Forwarded-For', addressOf(tools)],
      ['X-Forwarded-Host', tunnel.host], ['X-Forwarded-Proto', 'https'],
    ].filter(([name = '']) => !names.has(name)).flatMap(([name = '', value = '']) =>
      [[name, value] as const])
    const exchange = await tools.send({
      method: 'POST', target: '/api/links', body: JSON.stringify({ target: targetOf(fresh) }),
      headers: [...headers, ...forged, ['Content-Type', 'application/json']],
    })
    const made = readMade(exchange)
    if (made === undefined) return fail('link-not-made', { exchange, expected: '201' })
    const expected = `${tunnel.origin}/${made.slug}`
    const location = exchange.answer.header('location') ?? ''
    const isOwn = location.startsWith('/') || location.startsWith(`${tunnel.origin}/`)
    if (made.shortUrl === expected && isOwn) continue
    return fail(forged.length === 0 ? 'origin-not-used' : 'host-believed', {
      exchange, expected, actual: isOwn ? made.shortUrl : `Location: ${location}`,
    })
  }
}

async function secureCookie(tools: ShareTools, tunnel: Tunnel): Promise<void> {
  const { fail, fresh } = tools
  const [address, jar] = [addressOf(tools), new CookieJar(tunnel.host)]
  for (const headers of [[], [['X-Forwarded-Proto', 'http']] as const]) {
    const exchange = await through(tools, tunnel, { address, headers, target: '/' })
    const lines = exchange.answer.headers('set-cookie')
    const [line] = lines
    if (line === undefined) return fail('no-cookie', { exchange, mark: 'head' })
    if (!isSecure(line)) {
      return fail('cookie-not-secure', { exchange, mark: 'header set-cookie', actual: line })
    }
    if (!isKept(line)) {
      return fail('cookie-refused', { exchange, mark: 'header set-cookie', actual: line })
    }
    jar.keep(lines, '/')
  }
  await makeByForm(tools, tunnel, { address, jar, target: targetOf(fresh) })
}

type Form = { address: string; jar: CookieJar; target: string }

// With the cookie that it got, a browser makes a link and sees it in its list.
async function makeByForm(
  tools: ShareTools, tunnel: Tunnel, { address, jar, target }: Form,
): Promise<void> {
  const { fail } = tools
  const visit = () => through(tools, tunnel, { address, target: '/', headers: cookies(jar) })
  const before = await visit()
  const fields = new URLSearchParams(hiddenFields(before.answer.text))
  fields.append('target', target)
  const made = await through(tools, tunnel, {
    address, method: 'POST', target: '/links', body: String(fields),
    headers: [
      ...cookies(jar), ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Origin', tunnel.origin], ['Sec-Fetch-Site', 'same-origin'],
    ],
  })
  const { status } = made.answer
  const location = made.answer.header('location') ?? ''
  if (status !== 303 && status !== 302) {
    return fail('form-refused', { exchange: made, mark: 'status', expected: '303' })
  }
  if (new URL(location, tunnel.origin).origin !== tunnel.origin) {
    return fail('host-believed', { exchange: made, actual: `Location: ${location}` })
  }
  const after = await visit()
  if (after.answer.text.includes(`${tunnel.origin}/`)) return
  fail('list-without-origin', {
    exchange: after, expected: `a short link that begins with ${tunnel.origin}/`,
  })
}

function cookies(jar: CookieJar): readonly (readonly [string, string])[] {
  const header = jar.header('/')
  return header === undefined ? [] : [['Cookie', header]]
}

function hiddenFields(page: string): [string, string][] {
  const tags = page.match(/<input\b[^>]{0,2000}>/gi) ?? []
  return tags.filter((tag) => /\btype\s*=\s*["']?hidden/i.test(tag)).map((tag) =>
    [attribute(tag, 'name'), attribute(tag, 'value')])
}

function attribute(tag: string, name: string): string {
  const [, quoted, single, bare] =
    new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag) ?? []
  return quoted ?? single ?? bare ?? ''
}
