import assert from 'node:assert/strict'
import test from 'node:test'
import { nameVisitor, type Visitor } from '../../../../src/features/links/follow/clicks.ts'
import { readVisitor, targetFor } from '../../../../src/features/links/follow/routes.ts'
import { Context } from '../../../../src/http/context.ts'
import { incomingRequest } from '../../../../src/http/request.ts'
import { parseTarget } from '../../../../src/http/target.ts'

const origin = 'http://localhost:3000'

function visit(headers: Record<string, string>, method = 'GET'): Visitor {
  const request = incomingRequest(method, '/abc', { headers })
  return readVisitor(new Context(request, parseTarget('/abc'), { id: 'x', params: {} }), origin)
}

const visitOf = (agent: string): Visitor => visit({ 'user-agent': agent })

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)'
const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 9)'
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const chrome = `${windows} ${webkit} Chrome/142.0.0.0 Safari/537.36`

test('browsers and devices are told apart by what they say', () => {
  const rows: [agent: string, browser: string, device: string][] = [
    [chrome, 'Chrome', 'computer'],
    [`${chrome} Edg/142.0.0.0`, 'Edge', 'computer'],
    [`${chrome} OPR/120.0.0.0`, 'Opera', 'computer'],
    [`${windows} Gecko/20100101 Firefox/144.0`, 'Firefox', 'computer'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Firefox/144.0', 'Firefox', 'computer'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/142.0.0.0', 'Chrome', 'computer'],
    [`${mac} AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15`, 'Safari', 'computer'],
    [`${iphone} AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1`, 'Safari', 'phone'],
    [`${iphone} AppleWebKit/605.1.15 CriOS/142.0 Mobile/15E148 Safari/604.1`, 'Chrome', 'phone'],
    [`${iphone} AppleWebKit/605.1.15 FxiOS/144.0 Mobile/15E148 Safari/605.1`, 'Firefox', 'phone'],
    [`${iphone} AppleWebKit/605.1.15 EdgiOS/142.0 Mobile/15E148 Safari/605.1.15`, 'Edge', 'phone'],
    [`${android} ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`, 'Chrome', 'phone'],
    [`${android} SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537`, 'Samsung Internet', 'phone'],
    [`${android} ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'Chrome', 'tablet'],
    ['Mozilla/5.0 (iPad; CPU OS 17_0) Mobile/15E148 Safari/604.1', 'Safari', 'tablet'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0', 'Firefox', 'phone'],
  ]
  for (const [agent, browser, device] of rows) {
    assert.deepEqual(visitOf(agent), { isPerson: true, referrer: 'direct', browser, device }, agent)
  }
  assert.deepEqual(visitOf('curl/8.11.0'), {
    isPerson: false, referrer: 'direct', browser: 'curl', device: 'other',
  })
  for (const agent of ['my program', '']) {
    const other = { isPerson: false, referrer: 'direct', browser: 'other', device: 'other' }
    assert.deepEqual(visitOf(agent), other)
  }
})

test("programs that look at a link before anybody clicks aren't people", () => {
  const agents = [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Twitterbot/1.0', 'TelegramBot (like TwitterBot)', 'Discordbot/2.0', 'LinkedInBot/1.0',
    'facebookexternalhit/1.1', 'WhatsApp/2.23.20.0', 'SkypeUriPreview Preview/0.5',
    'Mozilla/5.0 (compatible; Yahoo! Slurp)', 'Pinterest/0.2', 'Google-PageRenderer', 'ia_archiver',
    'Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.example/)', 'Baiduspider/2.0', 'CCBOT/2.0',
    'Embedly/0.2', 'vkShare', 'Snapchat/10', 'BingPreview/1.0b',
  ]
  for (const agent of agents) assert.equal(visitOf(agent).isPerson, false, agent)
})

test("a prefetch isn't a click", () => {
  const rows: [headers: Record<string, string>, isPerson: boolean][] = [
    [{}, true],
    [{ 'sec-purpose': 'prefetch' }, false],
    [{ 'sec-purpose': 'prefetch;prerender' }, false],
    [{ 'sec-purpose': 'prefetch;anonymous-client-ip' }, false],
    [{ purpose: 'prefetch' }, false],
    [{ 'x-moz': 'prefetch' }, false],
    [{ 'x-sec-purpose': 'prefetch' }, false],
    [{ purpose: 'Prefetch' }, false],
    [{ 'sec-purpose': 'prerender' }, false],
    [{ 'x-purpose': 'preview' }, false],
    [{ 'x-purpose': 'instant' }, false],
    [{ purpose: 'other', 'sec-purpose': 'prefetch' }, false],
    [{ purpose: 'prefetch', 'sec-purpose': 'other' }, false],
    [{ 'x-moz': 'other' }, true],
    [{ purpose: 'something' }, true],
    [{ 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }, true],
  ]
  for (const [headers, isPerson] of rows) {
    const visitor = visit({ 'user-agent': chrome, ...headers })
    assert.equal(visitor.isPerson, isPerson, JSON.stringify(headers))
  }
  assert.equal(visit({ 'user-agent': chrome }, 'HEAD').isPerson, false)
  assert.equal(visit({ 'user-agent': chrome }, 'POST').isPerson, true)
})

test('of the page with the link only the host is kept', () => {
  assert.equal(visit({}).referrer, 'direct')
  const rows: [referer: string, referrer: string][] = [
    ['', 'direct'],
    ['https://news.example/story?user=ann#comments', 'news.example'],
    ['HTTP://News.Example:8080/', 'news.example'],
    ['https://ann:secret@news.example/', 'news.example'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['android-app://com.example.mail/', 'com.example.mail'],
    [`${origin}/some-page`, 'direct'],
    ['http://localhost:8080/', 'localhost'],
    ['about:blank', 'direct'],
    ['data:text/html,x', 'direct'],
    ['not an address', 'direct'],
    [`https://${'a.'.repeat(200)}example/`, 'a.'.repeat(200).slice(0, 253)],
  ]
  for (const [referer, referrer] of rows) {
    assert.equal(visit({ referer }).referrer, referrer, referer)
  }
})

test('a visitor has one name for a day and a link, and it tells nothing', () => {
  const salt = new Uint8Array(32).fill(1)
  const name = nameVisitor(salt, ['abc', '203.0.113.7', chrome])
  assert.equal(name.length, 8)
  assert.deepEqual(nameVisitor(salt, ['abc', '203.0.113.7', chrome]), name)
  const others = [
    nameVisitor(new Uint8Array(32).fill(2), ['abc', '203.0.113.7', chrome]),
    nameVisitor(salt, ['abd', '203.0.113.7', chrome]),
    nameVisitor(salt, ['abc', '203.0.113.8', chrome]),
    nameVisitor(salt, ['abc', '203.0.113.7', 'curl']),
  ]
  for (const other of others) assert.notDeepEqual(other, name)
})

test('agents that were never seen are read, however many came before', () => {
  for (let number = 0; number < 2_500; number += 1) {
    const isBot = number % 2 === 0
    const agent = isBot ? `thing${number}bot` : `${chrome} x${number}`
    assert.equal(visitOf(agent).isPerson, !isBot)
  }
  assert.equal(visitOf(chrome).browser, 'Chrome')
})

test('the query of the short address is added where the link asks for it', () => {
  const rows: [target: string, query: string, address: string][] = [
    ['https://example.com/', '', 'https://example.com/'],
    ['https://example.com/a', 'b=1', 'https://example.com/a?b=1'],
    ['https://example.com/a?x=1', 'b=2', 'https://example.com/a?x=1&b=2'],
    ['https://example.com/a?x=1', 'x=2', 'https://example.com/a?x=1&x=2'],
    ['https://example.com/a#top', 'b=1&c=2', 'https://example.com/a?b=1&c=2#top'],
    ['https://example.com/a', 'b=%C3%BC', 'https://example.com/a?b=%C3%BC'],
  ]
  for (const [target, query, address] of rows) {
    assert.equal(targetFor({ target, forwardQuery: 1 }, query), address)
    assert.equal(targetFor({ target, forwardQuery: 0 }, query), target)
  }
})

test('a query that is handed on cannot change where the link leads', () => {
  const queries = [
    '#x', '//evil.example', '@evil.example', '\\evil', '%0d%0aSet-Cookie:a', 'a b', 'ü',
  ]
  for (const query of queries) {
    const address = targetFor({ target: 'https://example.com/a', forwardQuery: 1 }, query)
    assert.match(address, /^https:\/\/example\.com\/a\?[!-~]+$/, query)
  }
})

test('the query that the target has itself stays as it is', () => {
  // Signed addresses break when a space or a tilde is written in another way.
  const rows: [target: string, address: string][] = [
    ['https://example.com/?q=a%20b', 'https://example.com/?q=a%20b&c=1'],
    ['https://example.com/?flag', 'https://example.com/?flag&c=1'],
    ['https://example.com/?sign=~a*b(c)', 'https://example.com/?sign=~a*b(c)&c=1'],
    ['https://example.com/?path=/a/b', 'https://example.com/?path=/a/b&c=1'],
  ]
  for (const [target, address] of rows) {
    assert.equal(targetFor({ target, forwardQuery: 1 }, 'c=1'), address)
  }
})
