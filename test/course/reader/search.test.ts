// What a search finds, and in which order.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSearchIndex, search } from '../../../src/course/reader/search.ts'
import { markWords } from '../../../src/course/reader/searchPage.ts'
import { html } from '../../../src/http/html.ts'
import { bodyOf, makeRoom, leaveRoom, makeStage } from './readerStage.ts'

const terms = [
  { name: 'Status', id: 'status', text: 'Three `digits`.' },
  { name: 'Next one', id: 'next-one', text: 'Not TCP.' },
  { name: 'Stream', id: 'stream', text: 'Bytes.' },
]
const files = [{ path: 'src/http/status.ts', address: '/source/s', text: 'What a `status` is.' }]

test('a definition comes first, then a title, a heading, the text', async (context) => {
  const room = makeRoom()
  context.after(() => leaveRoom(room))
  const index = createSearchIndex({ lessons: room.workshop.lessons, terms }, files)
  const rows = [
    ['status', ['/glossary#status', '/source/s', '/lessons/start-here#the-idea']],
    ['STATUS', ['/glossary#status', '/source/s', '/lessons/start-here#the-idea']],
    ['the idea', ['/lessons/start-here#the-idea']],
    ['status.ts', ['/source/s', '/lessons/start-here#the-idea']],
    ['http/status', ['/source/s']],
    ['tcp', ['/lessons/tcp-is-a-stream', '/glossary#next-one']],
    ['neg', ['/lessons/what-happens-when-you-open-a-url#the-name']],
    ['idea answer', ['/lessons/start-here#the-idea']],
    ['idea pieces', []],
    ['tatus', []],
    ['stream', ['/glossary#stream', '/lessons/tcp-is-a-stream']],
    ['start here', [
      '/lessons/start-here', '/lessons/start-here#the-idea', '/lessons/start-here#break-it',
    ]],
    ['a comment', ['/lessons/start-here#the-idea']],
    ['digits', ['/glossary#status']],
    ['.*', []],
    ['', []],
  ] as const
  for (const [query, addresses] of rows) {
    assert.deepEqual(search(index, query).map(({ address }) => address), addresses, query)
  }
})

test('an excerpt is plain text around the first hit', async (context) => {
  const room = makeRoom()
  context.after(() => leaveRoom(room))
  const { lessons } = room.workshop
  const [found] = search(createSearchIndex({ lessons, terms }), 'well')
  assert.match(found?.excerpt ?? '', /^… .*200 well/)
  assert.doesNotMatch(found?.excerpt ?? '', /[`|[\]*]/)
  assert.ok((found?.excerpt.length ?? 0) < 240)
})

test('found words are marked, and nothing else', () => {
  assert.equal(String(html`${markWords('A port, ports & <b>report</b>', ['port'])}`),
    'A <mark>port</mark>, <mark>ports</mark> &amp; &lt;b&gt;report&lt;/b&gt;')
})

test('the page says how much was found, and what to do when nothing was', async (context) => {
  const { get } = makeStage(context)
  assert.match(bodyOf(await get('/search?q=stream')), /1 result.*<mark>stream<\/mark>/s)
  assert.match(bodyOf(await get('/search?q=nothingatall')), /No results/)
  assert.match(bodyOf(await get('/search')), /Searches all lessons and guides/)
  assert.match(bodyOf(await get('/search?q=%22a')), /value="&quot;a"/)
})
