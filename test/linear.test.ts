// Everything that a client sends is read in time that grows in proportion to its length, whatever
// it consists of: one request with a clever text may not keep the others waiting. What is measured
// is the processor time of this thread, so a busy machine changes little.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { isChallenge, isVerifier } from '../src/features/oauth/pkce.ts'
import { isBlank, passwordIssues } from '../src/auth/passwords/passwordRules.ts'
import { parseBasic } from '../src/auth/access/basic.ts'
import { readOwnerCookie } from '../src/auth/sessions/cookies.ts'
import { matchesFormToken } from '../src/auth/sessions/csrf.ts'
import { parseScopes } from '../src/auth/access/identity.ts'
import { splitToken } from '../src/auth/tokens/jwtParts.ts'
import { hashRecoveryCode } from '../src/auth/passwords/recoveryCodes.ts'
import { parseToken } from '../src/auth/tokens/token.ts'
import { makeTotpSecret, verifyTotp } from '../src/auth/passwords/totp.ts'
import { decodeBase32 } from '../src/basics/base32.ts'
import { check, string, time } from '../src/basics/check.ts'
import { formatCsvRow, parseCsv, unescapeFormula } from '../src/basics/csv.ts'
import { parseTerms } from '../src/basics/fold.ts'
import { pooledRandom } from '../src/basics/random.ts'
import { readAuditQuery } from '../src/features/admin/service/auditList.ts'
import { readUserQuery } from '../src/features/admin/users/userList.ts'
import { linkChangeChecker, newLinkChecker } from '../src/features/links/links.ts'
import { readCsvRows } from '../src/features/links/transfer/csvRows.ts'
import { readEntry } from '../src/features/links/transfer/importRow.ts'
import { readJsonEntries } from '../src/features/links/transfer/jsonRows.ts'
import { readNewLinkForm } from '../src/features/links/make/routes.ts'
import { readListQuery } from '../src/features/links/manage/api.ts'
import { readChangeForm } from '../src/features/links/manage/routes.ts'
import { parseCursor } from '../src/features/site/list.ts'
import { isReserved } from '../src/features/links/make/reserved.ts'
import { checkSlug, isSlug } from '../src/features/links/make/slug.ts'
import { isRewritten, readTruth } from '../src/features/links/transfer/spreadsheet.ts'
import { withoutOrigin } from '../src/features/links/manage/searchText.ts'
import { similarSlugs } from '../src/features/links/follow/suggest.ts'
import { checkTarget, completeTarget } from '../src/features/links/make/target.ts'
import { readVisitor } from '../src/features/links/follow/routes.ts'
import {
  appSchemeOf, isLoopbackUri, matchesRedirectUri, readRedirectUris, redirectUriMistake,
} from '../src/features/oauth/server/redirectUri.ts'
import { readOfferedScopes } from '../src/features/oauth/server/scopes.ts'
import { readId } from '../src/features/site/input.ts'
import { readEmail } from '../src/features/site/user.ts'
import { readForm, readJson } from '../src/http/body.ts'
import { evaluatePreconditions, isRangeCurrent } from '../src/http/conditional.ts'
import { contentTypeOf } from '../src/http/contentTypes.ts'
import { Context } from '../src/http/context.ts'
import { parseCookies } from '../src/http/cookies.ts'
import { isFetcher } from '../src/http/fetchers.ts'
import { findFile } from '../src/http/files.ts'
import { html, safeUrl } from '../src/http/html.ts'
import { parseHttpDate } from '../src/http/httpDate.ts'
import { parseJson } from '../src/http/json.ts'
import { readParameters } from '../src/http/charset.ts'
import { readMultipart } from '../src/http/multipart.ts'
import { negotiateEncoding, negotiateMediaType } from '../src/http/negotiate.ts'
import { safeRedirect } from '../src/http/safeRedirect.ts'
import { clientAddress, clientScheme, limitKey } from '../src/http/peer.ts'
import { parsePreferences } from '../src/http/preferences.ts'
import { parseRange } from '../src/http/ranges.ts'
import { incomingRequest, type RequestInit } from '../src/http/request.ts'
import { checkHead } from '../src/http/requestHead.ts'
import { parseTarget } from '../src/http/target.ts'
import { describeAgent } from '../src/http/userAgent.ts'
import { parseAddress } from '../src/services/mail/address.ts'
import { fill, findGrowth, type Parse } from './growth.ts'
import { openTestApp } from './testApp.ts'

// Every class of characters that means something somewhere, and some that don't.
const classes = [
  'a', 'Z', '0', ' ', ',', ';', '"', "'", '\\', '%', '%40', '/', '.', '-', '=', '[', ']', '{',
  '}', '<', '>', '(', ')', '\n', '\r', '\r\n', '\t', '\u00e9', '\u{1f40c}', '\ud800', '\0', ':',
  '@', '&', '+', '*', '_', '#', '?',
  // Normalized, it's 18 characters.
  '\ufdfa',
]
// Pieces of which several expressions could each take some.
const mixtures = [
  'a.', '.a', 'a,', ', ', 'a=b;', '; ', '""', '",', ',"', '\\"', ' "', 'a b', '[[', '{"', '0-',
  ' =', 'a=1&', '%41', '/a', '0.',
]

// Texts that no limit refuses beforehand. The steps are small, because an expression that tries
// every way would take years for a text that is only a little longer.
const briefKilobytes = [16, 20, 24, 28, 32, 36, 40, 48, 64, 100, 200, 400, 900, 2_000]
  .map((length) => length / 1024)

// Most expressions run away on a text that nearly fits: hence an end that fits nowhere.
const ends = ['', '\n@']

type Row = readonly [name: string, parse: Parse]

function contextOf(init: RequestInit, query = ''): Context {
  const target = { path: '/', query, segments: [''] }
  return new Context(incomingRequest('POST', '/', init), target, { id: '', params: {} })
}

function withHeader(name: string, use: (context: Context) => unknown, value: Parse = same): Parse {
  return (text) => use(contextOf({ headers: { [name]: String(value(text)) } }))
}

function same(text: string): string {
  return text
}

function field(names: string, read: (form: URLSearchParams) => unknown): Parse {
  return (text) => read(new URLSearchParams(names.split(' ').map((name) => [name, text])))
}

// For reading rows to the end without keeping them.
function isLast(): boolean {
  return false
}

const current = { etag: '"v1"', lastModifiedMs: 0 }
const bodyLimits = { maxBytes: 4 * 1024 * 1024 }
const formType = 'application/x-www-form-urlencoded'
const secret = makeTotpSecret(pooledRandom())
const linkFields = 'target note slug password expiresAt visitLimit redirect forwardQuery noPassword'
const here = 'https://go.example'
const notes = {
  clock: Date.now, publicOrigin: 'https://go.example', service: '', skipped: new Set<string>(),
  rewritten: new Set<string>(),
}

// Every exported function that reads what a client sent. A new one belongs here as well.
const parsers: readonly Row[] = [
  // Request line and head.
  ['parseTarget: path', (text) => parseTarget(`/${text}`)],
  ['parseTarget: query', (text) => parseTarget(`/?${text}`)],
  ['parseTarget: another form', parseTarget],
  ['parseTarget: a full URL', (text) => parseTarget(`http://${text}`)],
  ['checkHead: Host', (text) => checkHead(['Host', text])],
  ['checkHead: Host in brackets', (text) => checkHead(['Host', `[${text}`])],
  ['checkHead: Transfer-Encoding', (text) => checkHead(['Transfer-Encoding', text])],
  ['parseCookies', parseCookies],
  ['parsePreferences', parsePreferences],
  ['negotiateMediaType', (text) => negotiateMediaType(text, ['text/html', 'application/json'])],
  ['negotiateEncoding', (text) => negotiateEncoding(text, ['br', 'gzip'])],
  ['parseRange', (text) => parseRange(text, 1_000)],
  ['parseRange: bytes', (text) => parseRange(`bytes=${text}`, 1_000)],
  ['parseHttpDate', (text) => parseHttpDate(text)],
  ['If-Match', withHeader('if-match', (context) => evaluatePreconditions(context, current))],
  ['If-None-Match', withHeader('if-none-match', (context) =>
    evaluatePreconditions(context, current))],
  ['If-None-Match, open', withHeader('if-none-match', (context) =>
    evaluatePreconditions(context, current), (text) => `"a", "${text}`)],
  ['If-Unmodified-Since', withHeader('if-unmodified-since', (context) =>
    evaluatePreconditions(context, current))],
  ['If-Range', withHeader('if-range', (context) => isRangeCurrent(context, current))],
  ['X-Forwarded-For', (text) =>
    clientAddress(incomingRequest('GET', '/', { headers: { 'x-forwarded-for': text } }), 2)],
  ['X-Forwarded-For in brackets', (text) =>
    clientAddress(incomingRequest('GET', '/', { headers: { 'x-forwarded-for': `[${text}` } }), 2)],
  ['X-Forwarded-Proto', (text) =>
    clientScheme(incomingRequest('GET', '/', { headers: { 'x-forwarded-proto': text } }), 2)],
  ['limitKey', limitKey],
  ['describeAgent', describeAgent],
  ['isFetcher', isFetcher],
  ['similarSlugs', similarSlugs],
  ['isReserved', isReserved],
  ['isRewritten', isRewritten],
  ['readTruth', readTruth],
  ['isBlank', isBlank],
  ['parseTerms', parseTerms],
  ['withoutOrigin', (text) => withoutOrigin(text, here)],
  ['withoutOrigin: our own', (text) => withoutOrigin(`${here}/${text}`, here)],
  ['readVisitor: Referer', withHeader('referer', (context) => readVisitor(context, here))],
  ['readVisitor: Referer, host', withHeader('referer', (context) => readVisitor(context, here),
    (text) => `https://${text}`)],
  ['readVisitor: Sec-Purpose', withHeader('sec-purpose', (context) => readVisitor(context, here))],
  ['readOwnerCookie', withHeader('cookie', (context) => readOwnerCookie(context, here))],

  // Bodies.
  ['Content-Type', (text) =>
    readJson(contextOf({ headers: { 'content-type': `application/${text}` }, body: '{}' }))],
  ['Content-Type, charset', (text) => readJson(contextOf({
    headers: { 'content-type': `application/json; charset=${text}` }, body: '{}',
  }))],
  ['Content-Type, parameters', (text) => readJson(contextOf({
    headers: { 'content-type': `application/json;${text}` }, body: '{}',
  }))],
  ['readForm', (text) =>
    readForm(contextOf({ headers: { 'content-type': formType }, body: text }), bodyLimits)],
  ['readParameters', (text) => readParameters(`a/b;${text}`)],
  ['readMultipart: boundary', (text) => readMultipart(contextOf({
    headers: { 'content-type': `multipart/form-data; ${text}` }, body: text,
  }), bodyLimits)],
  ['readMultipart: a head', (text) => readMultipart(contextOf({
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: `--b\r\nContent-Disposition: form-data;${text}\r\n\r\n\r\n--b--`,
  }), bodyLimits)],
  ['parseJson', parseJson],
  ['parseJson: in a list', (text) => parseJson(`[${text}`)],
  ['parseJson: in a string', (text) => parseJson(`"${text}`)],
  ['parseJson: a member', (text) => parseJson(`{"a":${text}`)],
  ['parseCsv', (text) => parseCsv(text).some(isLast)],
  ['parseCsv: in quotes', (text) => parseCsv(`"${text}`).some(isLast)],
  ['readCsvRows: columns', (text) => readCsvRows(`target,${text}\na`, notes).some(isLast)],
  ['readCsvRows: rows', (text) => readCsvRows(`target,slug\n${text}`, notes).some(isLast)],
  ['readCsvRows: short URLs', (text) =>
    readCsvRows(`target,shortUrl\na,${text}`, notes).some(isLast)],
  ['readCsvRows: of YOURLS', (text) =>
    readCsvRows(`keyword,url,timestamp\n${text},${text},${text}`, notes).some(isLast)],
  ['readJsonEntries', (text) => readJsonEntries(text).some(isLast)],
  ['readJsonEntries: in a list', (text) => readJsonEntries(`[${text}`).some(isLast)],
  ['readJsonEntries: in links', (text) => readJsonEntries(`{"links":{${text}`).some(isLast)],
  ['readEntry: of Bitly', (text) => readEntry({ link: text, long_url: text, title: text }, notes)],
  ['readEntry: of Shlink', (text) => readEntry({
    shortCode: text, longUrl: text, dateCreated: text, meta: { validUntil: text },
  }, notes)],
  ['unescapeFormula', unescapeFormula],
  ['formatCsvRow', (text) => formatCsvRow([text])],

  // What is inside a query, a form or a path.
  ['check: string', (text) => check(string({ max: 100 }), text)],
  ['check: time', (text) => check(time(), text)],
  ['check: time, fraction', (text) => check(time(), `2026-01-01T00:00:00.${text}`)],
  ['readNewLinkForm', field(linkFields, (form) => check(newLinkChecker, readNewLinkForm(form)))],
  ['readChangeForm', field(linkFields, (form) =>
    check(linkChangeChecker, readChangeForm(form, { expiresAt: 0 })))],
  ['completeTarget', completeTarget],
  ['checkTarget', (text) => checkTarget(text, here)],
  ['checkTarget: host', (text) => checkTarget(`https://${text}`, here)],
  ['checkSlug', (text) => checkSlug(text, new Set())],
  ['isSlug', isSlug],
  ['parseCursor', (text) => parseCursor(text, 'string')],
  ['readListQuery: search', (text) =>
    readListQuery(contextOf({}, `search=${text}`))],
  ['readListQuery: cursor', (text) => readListQuery(contextOf({}, `cursor=${text}`))],
  ['readUserQuery: search', field('search', readUserQuery)],
  ['readUserQuery: cursor', field('cursor', readUserQuery)],
  ['readAuditQuery: actor', field('actor', readAuditQuery)],
  ['readAuditQuery: target', field('target action', readAuditQuery)],
  ['readAuditQuery: cursor', field('cursor', readAuditQuery)],
  ['readId', readId],
  ['readEmail', readEmail],
  ['parseAddress', parseAddress],
  ['safeRedirect', (text) => safeRedirect(`/account/${text}`, ['account'])],
  ['safeUrl', safeUrl],
  ['html', (text) => html`<p title="${text}">`.toString()],
  ['contentTypeOf', contentTypeOf],
  ['findFile', (text) => findFile(import.meta.dirname, [text])],

  // Credentials.
  ['parseBasic', parseBasic],
  ['parseBasic: credentials', (text) => parseBasic(`Basic ${text}`)],
  ['splitToken', splitToken],
  ['parseToken', (text) => parseToken('gw_', `gw_${text}`)],
  ['matchesFormToken', (text) => matchesFormToken('cookie', text)],
  ['parseScopes', parseScopes],
  ['isVerifier', isVerifier],
  ['isChallenge', isChallenge],
  ['verifyTotp', (text) => verifyTotp(secret, text, { now: 0 })],
  ['decodeBase32', decodeBase32],
  ['hashRecoveryCode', hashRecoveryCode],
  ['passwordIssues', (text) => passwordIssues(text, { email: 'a@example.org', name: 'Ann' })],
  ['redirectUriMistake', (text) => redirectUriMistake(text, true)],
  ['redirectUriMistake: app', (text) => redirectUriMistake(`com.${text}`, true)],
  ['redirectUriMistake: host', (text) => redirectUriMistake(`https://${text}`, false)],
  ['matchesRedirectUri', (text) => matchesRedirectUri('http://127.0.0.1/', text)],
  ['matchesRedirectUri: path', (text) =>
    matchesRedirectUri('http://127.0.0.1/', `http://127.0.0.1/${text}`)],
  ['isLoopbackUri', isLoopbackUri],
  ['appSchemeOf', appSchemeOf],
  ['readOfferedScopes', readOfferedScopes],
  ['readRedirectUris', readRedirectUris],
]

for (const [name, parse] of parsers) {
  test(`${name} is linear`, async () => {
    for (const piece of [...classes, ...mixtures]) {
      for (const end of ends) {
        const textOf = (length: number) => fill(piece, length) + end
        const isShort = end === '' || mixtures.includes(piece)
        const long = isShort ? [10, 80] : [10, 80, 1024]
        const kilobytes = [...briefKilobytes, ...long]
        const problem = await findGrowth({ parse, textOf, kilobytes })
        assert.equal(problem, undefined, `${JSON.stringify(piece)} … ${JSON.stringify(end)}`)
      }
    }
  })
}

test('the whole server reads an Authorization header in linear time', async (t) => {
  const { app } = openTestApp(t)
  const parse: Parse = (authorization) =>
    app.request('GET', '/api/links', { headers: { authorization } })
  for (const piece of [' ', 'a', '-', '=', '.', '\t', 'a ']) {
    for (const start of ['', 'Bearer ', 'Basic ', 'a ']) {
      const textOf = (length: number) => `${start}${fill(piece, length)}\n`
      const problem = await findGrowth({ parse, textOf, kilobytes: [10, 80, 1024] })
      assert.equal(problem, undefined, JSON.stringify(start + piece))
    }
  }
})

test('an expression that backtracks is found', async () => {
  // What `completeTarget` once asked of a form's field, before it looked at the length.
  const parse: Parse = (text) =>
    /^[^\s/?#:@]+\.[^\s/?#:@]+(?::\d+)?(?:[/?#]|$)/.test(text.trim())
  const textOf = (length: number) => `${fill('.', length)}\n@`
  assert.match(String(await findGrowth({ parse, textOf, kilobytes: [3, 24] })), /µs instead of/)
})

// What only operators write, and what another function of the list calls.
const others = [
  'parseMailHost', 'parseSender', 'parseSmtpUrl', 'parsePreference', 'parseFolder',
  'parseListenHost', 'parseOrigin',
]

test('every exported function whose name begins with "parse" is in the list', () => {
  const root = join(import.meta.dirname, '..')
  const paths = globSync('src/{basics,http,auth,services,features}/**/*.ts', { cwd: root })
  const text = paths.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  const declaration = /^export (?:async )?function\*? (parse[A-Z]\w*)/gm
  const names = Array.from(text.matchAll(declaration), ([, name = '']) => name)
  assert.ok(names.includes('parseCsv'))
  const listed = parsers.map(([name, parse]) => `${name} ${parse}`).join('\n')
  for (const name of names) {
    assert.ok(others.includes(name) || listed.includes(name), `${name} is not in the list`)
  }
})
