import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentTypeOf, isCompressible } from '../../src/http/contentTypes.ts'

const types: [fileName: string, expected: string][] = [
  ['index.html', 'text/html; charset=utf-8'],
  ['app.js', 'text/javascript; charset=utf-8'],
  ['app.min.mjs', 'text/javascript; charset=utf-8'],
  ['style.CSS', 'text/css; charset=utf-8'],
  ['data.json', 'application/json'],
  ['logo.svg', 'image/svg+xml'],
  ['photo.jpeg', 'image/jpeg'],
  ['archive.tar.gz', 'application/gzip'],
  ['README', 'application/octet-stream'],
  ['html', 'application/octet-stream'],
  ['page.html.', 'application/octet-stream'],
  ['a.unknown', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
  ['a.__proto__', 'application/octet-stream'],
]

for (const [fileName, expected] of types) {
  test(`${fileName} is ${expected}`, () => assert.equal(contentTypeOf(fileName), expected))
}

const compressible: [contentType: string, expected: boolean][] = [
  ['text/plain', true],
  ['text/html; charset=utf-8', true],
  ['text/event-stream', true],
  ['Text/CSS', true],
  ['application/json', true],
  ['application/json;charset=utf-8', true],
  ['application/problem+json', true],
  ['application/javascript', true],
  ['application/xml', true],
  ['image/svg+xml', true],
  ['application/wasm', true],
  ['image/png', false],
  ['video/mp4', false],
  ['font/woff2', false],
  ['application/zip', false],
  ['application/jsonish', false],
  ['application/octet-stream', false],
  ['image/png; note=text/plain', false],
  ['', false],
]

for (const [contentType, expected] of compressible) {
  test(`${contentType || 'no type'} ${expected ? 'shrinks' : 'does not shrink'}`, () => {
    assert.equal(isCompressible(contentType), expected)
  })
}
