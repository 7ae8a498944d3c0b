import assert from 'node:assert/strict'
import test from 'node:test'
import { safeRedirect } from '../../src/http/safeRedirect.ts'

test('a path of our own is kept', () => {
  const paths = ['/', '/books', '/books/1?page=2&x=//y#top', '/a//b', '/%09/x', '/a\\b', '/!~']
  for (const path of paths) assert.equal(safeRedirect(path), path)
})

test('everything else leads home', () => {
  const others = [
    null,
    '',
    'books',
    '?a=1',
    ' /books',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n\\evil.example',
    '\t//evil.example',
    '/\t',
    '/books\n',
    '/books\r\nSet-Cookie: a=1',
    '/a b',
    '/\x7f',
    '/\0',
    '/é',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
  ]
  for (const value of others) assert.equal(safeRedirect(value), '/', JSON.stringify(value))
})

test('a browser stays on this host with whatever is kept', () => {
  const starts = ['/', '//', '/\\', '/\t', '/.', '/..', '/%2f', '/@', '/:', '/?', '/#', '/;', 'x:']
  const ends = ['', '/', '//', '\\', '\t/', '/evil.example', '//evil.example', '@evil.example']
  for (const value of starts.flatMap((start) => ends.map((end) => start + end))) {
    assert.equal(new URL(safeRedirect(value), 'https://own.example').host, 'own.example', value)
  }
})
