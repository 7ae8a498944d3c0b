import assert from 'node:assert/strict'
import test from 'node:test'
import { parseTerms } from '../../../../src/basics/fold.ts'
import {
  decodeTarget, listTokens, matchesTerms, toIndexQuery, withoutOrigin,
} from '../../../../src/features/links/manage/searchText.ts'

const bare = { slug: 'abc', note: '', target: 'https://example.com/' }

test('a term is found however it is written', () => {
  const rows: [search: string, link: Partial<typeof bare>, isFound: boolean][] = [
    ['äpfel', { note: 'Äpfel' }, true],
    ['ÄPFEL', { note: 'äpfel' }, true],
    ['a\u0308pfel', { note: 'Äpfel' }, true],
    ['äpfel', { note: 'A\u0308pfel' }, true],
    ['apfel', { note: 'Äpfel' }, false],
    ['STRASSE', { note: 'Straße' }, true],
    ['straße', { note: 'STRASSE' }, true],
    ['ΟΔΟΣ', { note: 'οδος' }, true],
    ['οδοσ', { note: 'ΟΔΟΣ' }, true],
    ['ПРИВЕТ', { note: 'привет' }, true],
    ['bücher', { target: new URL('https://bücher.example/').href }, true],
    ['https://bücher.example/', { target: new URL('https://bücher.example/').href }, true],
    ['xn--bcher-kva', { target: new URL('https://bücher.example/').href }, true],
    ['münchen', { target: new URL('https://a.example/München').href }, true],
    ['M%C3%BCnchen', { target: new URL('https://a.example/München').href }, true],
    ['blue shoes', { target: 'https://a.example/blue%20shoes' }, true],
    ['shoes blue', { target: 'https://a.example/blue%20shoes' }, true],
    ['blue boots', { target: 'https://a.example/blue%20shoes' }, false],
    ['100%', { target: 'https://a.example/100%' }, true],
    ['%FF', { target: 'https://a.example/%FF' }, true],
    ['说你', { note: '我说你好' }, true],
    ['😀', { note: 'so 😀 so' }, true],
    ['ABC', {}, true],
    ['bc\nhttps', {}, true],
    ['', {}, true],
  ]
  for (const [search, fields, isFound] of rows) {
    const link = { ...bare, ...fields }
    const terms = parseTerms(search)
    assert.equal(matchesTerms(link, terms), isFound, `${search} in ${JSON.stringify(fields)}`)
    if (!isFound) continue
    // What the text contains, the index has too.
    const tokens = new Set(listTokens(7, link).split(' '))
    const asked = toIndexQuery(7, terms).split(' AND ').filter((token) => token !== '')
    for (const token of asked) assert.ok(tokens.has(token.slice(1, -1)), `${token} of ${search}`)
  }
})

test('our own origin is removed from a search', () => {
  const rows: [origin: string, search: string, left: string][] = [
    ['https://go.example', 'https://go.example/abc', 'abc'],
    ['https://go.example', 'HTTP://Go.Example/Abc+ note', 'Abc note'],
    ['https://go.example', 'go.example/abc?a=1#b', 'abc'],
    ['https://go.example', 'go.example go.example/ https://go.example.org/abc',
      'go.example go.example/ https://go.example.org/abc'],
    ['http://localhost:3000', 'localhost:3000/abc localhost/abc', 'abc localhost/abc'],
    ['https://xn--bcher-kva.example', 'https://bücher.example/abc', 'abc'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]/abc', 'abc'],
  ]
  for (const [origin, search, left] of rows) assert.equal(withoutOrigin(search, origin), left)
})

test('targets are read with decoded hosts and paths', () => {
  const rows: [target: string, readable: string][] = [
    ['https://example.com/', 'https://example.com/'],
    ['https://xn--bcher-kva.example/', 'https://bücher.example/'],
    ['https://a.xn--bcher-kva.example:8080/x', 'https://a.bücher.example:8080/x'],
    ['https://example.com/%E4%BD%A0%E5%A5%BD?q=%C3%A4', 'https://example.com/你好?q=ä'],
    ['https://example.com/%zz%E4%BD', 'https://example.com/%zz%E4%BD'],
    ['https://example.com/xn--x/%41', 'https://example.com/xn--x/A'],
  ]
  for (const [target, readable] of rows) assert.equal(decodeTarget(target), readable)
})

test('a query is bounded, however long the search is', () => {
  const long = Array.from({ length: 200 }, (_, index) => index.toString(36)).join('')
  assert.equal(toIndexQuery(7, parseTerms(long)).split(' AND ').length, 8)
})

test('a token belongs to one owner and has no separator in it', () => {
  assert.equal(toIndexQuery(1, ['2x/']), '"1x2x\u242f"')
  assert.equal(toIndexQuery(12, ['x']), '"12xx"')
  assert.equal(toIndexQuery(1, ['a"b']), '"1xa\u2422b"')
})
