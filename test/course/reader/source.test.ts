// What the pages of the source say, and that they show no other file.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, makeStage } from './readerStage.ts'

test('a file has its introduction, its owner, its neighbours and its lines', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/source/src/http/status.ts'))
  assert.match(page, /<h1>status\.ts<\/h1>/)
  assert.match(page, /<p>What a <code>status<\/code> means\.<\/p>/)
  assert.match(page, /describe\(200\) {3}&#39;well&#39;/)
  assert.match(page, /Belongs to <a href="\/lessons\/start-here">Lesson 0: Start here<\/a>/)
  assert.match(page, />core: worth understanding line by line</)
  assert.match(page, /Imported by.*href="\/source\/src\/http\/names\.ts"/s)
  assert.match(page, /Tests.*test\/http\/status\.test\.ts.*test\/http\/all\.test\.ts/s)
  assert.match(page, /<a href="#L8">describe<\/a>/)
  assert.match(page, /<span class="line" id="L5" data-line="5">/)
  assert.doesNotMatch(page, /id="L11"/)
})

test('names lead to their declarations, here and in files that are imported', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/source/src/http/names.ts'))
  const code = page.slice(page.indexOf('<code class="language-ts">'))
  const links = [...code.matchAll(/<a href="([^"]*)">(.*?)<\/a>/g)]
    .map(([, address, text = '']) => `${text.replaceAll(/<[^>]*>/g, '')} ${address}`)
  assert.deepEqual(links, [
    'say /source/src/http/status.ts#L8',
    'ok /source/src/http/status.ts#L5', './status.ts /source/src/http/status.ts',
    'say /source/src/http/status.ts#L8', 'ok /source/src/http/status.ts#L5',
  ])
  assert.match(page, /<li><code>node:http<\/code><\/li>/)
})

test('a lesson that is planned is named without a link', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/source/src/http/names.ts'))
  const owner = /Belongs to Lesson \d+: Cookies <span class="quiet">\(not written yet\)<\/span>/
  assert.match(page, owner)
  assert.doesNotMatch(page, /href="\/lessons\/cookies"/)
})

test('each step of the schema has its own owner, and tables lead to tables', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/source/schema.sql'))
  assert.match(page, /">Step “notes”<\/a>: <a href="\/lessons\/start-here"/)
  assert.match(page, /references<\/span> <a href="\/source\/schema\.sql#L6">notes<\/a>/)
})

test('the page of all files has folders, tiers and owners', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/source/'))
  assert.match(page, /<h2 id="src-http">src\/http\/<\/h2>/)
  assert.ok(page.indexOf('id="src-http"') < page.indexOf('id="src-course"'))
  assert.match(page, />status\.ts<\/a><\/td>\n<td>What a status means\.<\/td>/)
  assert.match(page, /<span class="tier appendix">appendix<\/span>/)
  assert.doesNotMatch(page, /status\.test\.ts|secret/)
  assert.equal((await get('/source')).headers['location'], '/source/')
})

test('other kinds of files have a page, too', async (context) => {
  const { get } = makeStage(context)
  const rows = [
    ['src/http/data.bin', /This file isn't shown as text\. It has 3 bytes\./],
    ['src/course/main.ts', /Part of the course itself/],
    ['test/http/all.test.ts', /<a href="\/source\/src\/http\/status\.ts#L5">ok<\/a>/],
  ] as const
  for (const [path, expected] of rows) {
    assert.match(bodyOf(await get(`/source/${path}`)), expected, path)
  }
})

test('only files of the project are shown, and only to this machine', async (context) => {
  const { get } = makeStage(context)
  const rows: [path: string, status: number][] = [
    ['secret.txt', 404], ['src/http', 404], ['src/http/', 404], ['src/none.ts', 404],
    ['src/..%2fsecret.txt', 404], ['..%2fsecret.txt', 404], ['%2fetc%2fpasswd', 404],
    ['src/../secret.txt', 400], ['src//http/status.ts', 400],
    ['src/http/status.ts%00', 404], ['src\\http\\status.ts', 404],
    ['lessons/00-start-here/exercise.ts', 404], ['constructor', 404],
  ]
  for (const [path, status] of rows) {
    const reply = await get(`/source/${path}`)
    assert.equal(reply.status, status, path)
    assert.doesNotMatch(bodyOf(reply), /nobody sees this|What a/, path)
  }
  const foreign = await get('/source/src/http/status.ts', { host: 'evil.example' })
  assert.equal(foreign.status, 421)
})

test('a lesson lists what it owns; its links and quotes lead to the source', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/lessons/start-here'))
  assert.match(page, /<h3>Core: understand these line by line<\/h3>\n<ul class="owned-files">/)
  assert.match(page, /href="\/source\/schema\.sql#L3"><code>schema\.sql, step &quot;notes&quot;/)
  assert.match(page, /<a href="\/source\/src\/http\/status\.ts"><code>status\.ts<\/code><\/a>/)
  assert.match(page, /<figcaption><a href="\/source\/src\/http\/status\.ts#L8">src[^<]*describe</)
  assert.match(page, /<figcaption>teapot\.ts<\/figcaption>/)
  assert.doesNotMatch(bodyOf(await get('/lessons/tcp-is-a-stream')), /Source files of this lesson/)
})
