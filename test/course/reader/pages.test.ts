// What stands on the pages of the reader.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, makeStage } from './readerStage.ts'

test('the map shows all lessons, each with its state', async (context) => {
  const { get, workshop, post } = makeStage(context)
  const fresh = bodyOf(await get('/'))
  assert.equal(fresh.match(/class="station /g)?.length, 74)
  assert.equal(fresh.match(/class="station unwritten/g)?.length, 71)
  assert.match(fresh, /href="\/lessons\/start-here">Start</)
  assert.match(fresh, /What the check tells you/)
  assert.match(fresh, /3 lessons so far/)
  assert.match(fresh, /0 of 3 passed.*>Planned</s)
  workshop.select('start-here')
  await post('/lessons/start-here/check')
  const failed = bodyOf(await get('/'))
  assert.match(failed, /<li id="lesson-0" class="station failed here">/)
  assert.match(failed, /Your exercise.*Step 1 of 2 fails/s)
  assert.match(failed, />Continue</)
})

test('the map leads to the next lesson when the current one is passed', async (context) => {
  const { get, workshop } = makeStage(context)
  workshop.recordQuiz('what-happens-when-you-open-a-url', [0, 0])
  workshop.select('what-happens-when-you-open-a-url')
  const page = bodyOf(await get('/map'))
  assert.match(page, /class="button primary big" href="\/lessons\/tcp-is-a-stream"/)
  assert.match(page, /aria-label="1 of 3 lessons passed"/)
  assert.doesNotMatch(page, /<html/)
})

test('a lesson has its title once, its text, its contents and its neighbours', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/lessons/start-here'))
  assert.equal(page.match(/<h1/g)?.length, 1)
  assert.match(
    page,
    /<meta name="description" content="The first lesson has code and a next one\.">/,
  )
  assert.match(page, /<a href="#the-idea">The idea<\/a>/)
  assert.match(page, /<a href="#break-it">Break it<\/a>/)
  assert.match(page, /data-way="next"[^>]*>\s*<span[^>]*>Next · Lesson 1/)
  assert.doesNotMatch(page, /data-way="previous"/)
  assert.match(page, /href="#panel" data-skip-to-panel\s*>Skip to the exercise<\/a>/)
})

test('links between files become links between pages', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/lessons/start-here'))
  const glossary = bodyOf(await get('/glossary'))
  assert.match(page, /href="\/lessons\/what-happens-when-you-open-a-url#the-name"/)
  assert.match(page, /href="\/glossary#status"/)
  assert.match(page, /href="\/#lesson-8"/)
  assert.match(glossary, /href="\/lessons\/start-here"/)
})

test('a drawing is part of the page, with its name and without its own style', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/lessons/start-here'))
  assert.match(page, /<svg\s+class="diagram wide min-620" viewBox="0 0 720 90" width="720"/)
  assert.match(page, /width="720" height="90" role="img"\s+aria-label="A client &amp; a server">/)
  assert.match(page, /<rect class="box"/)
  assert.doesNotMatch(page, /<style|<title id/)
})

test('no lesson text becomes markup; no page has inline scripts or styles', async (context) => {
  const { get } = makeStage(context)
  const paths = [
    '/', '/lessons/start-here', '/lessons/tcp-is-a-stream', '/glossary', '/search?q=<b>',
  ]
  for (const path of paths) {
    const page = bodyOf(await get(path))
    assert.doesNotMatch(page, /<script>|<style|\son\w+="|\sstyle="|<b>"/, path)
  }
  assert.match(bodyOf(await get('/lessons/tcp-is-a-stream')), /&lt;script&gt;alert\(1\)/)
})

test('a lesson without an exercise has no panel', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/lessons/what-happens-when-you-open-a-url'))
  assert.doesNotMatch(page, /class="panel"|Skip to the exercise/)
  assert.match(page, /class="layout without-panel"/)
  assert.match(page, /Question 1 of 2/)
})

test("what isn't there gets a page that says so", async (context) => {
  const { get } = makeStage(context)
  const rows = ['/lessons/cookies', '/lessons/start-here/none.svg', '/nothing']
  for (const path of rows) {
    const reply = await get(path, { accept: 'text/html' })
    assert.equal(reply.status, 404, path)
    assert.match(bodyOf(reply), /Go to the course map/)
  }
})

test('the glossary has an address for each term, in the order of the alphabet', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/glossary'))
  assert.ok(page.indexOf('id="port"') < page.indexOf('id="status"'))
  assert.match(page, /<a href="#letter-P">P<\/a>/)
  assert.match(page, /<h2 class="letter" id="letter-P">P<\/h2>/)
})

test('assets are kept forever under a URL with their hash', async (context) => {
  const { get } = makeStage(context)
  const page = bodyOf(await get('/'))
  const [, path = ''] = /href="(\/assets\/[0-9a-f]{12}\/course\.css)"/.exec(page) ?? []
  const reply = await get(path)
  assert.equal(reply.status, 200)
  assert.match(String(reply.headers['cache-control']), /max-age=31536000, immutable/)
})

test('a text beside the lessons has a page, and its drawing leads to lessons', async (context) => {
  const { get } = makeStage(context)
  assert.match(bodyOf(await get('/')), /<a\s+href="\/guides\/words">Some words<\/a>/)
  const page = bodyOf(await get('/guides/words'))
  assert.match(page, /<h1>Some words<\/h1>.*<a href="\/guides\/words#more">itself<\/a>/s)
  assert.match(page, /role="group"\s+aria-label="Two boxes">\s+<a href="\/lessons\/start-here">/)
  assert.match(page, /<a href="\/#lesson-8"><text/)
  for (const name of ['none', 'glossary', '..%2fwords', 'constructor']) {
    assert.equal((await get(`/guides/${name}`)).status, 404, name)
  }
})

test('the first lesson knows that npm start has opened it', async (context) => {
  const other = makeStage(context)
  const started = makeStage(context, { serverAddress: 'http://localhost:3000' })
  const note = /<code>npm start<\/code> has started this page.*href="http:\/\/localhost:3000"/s
  assert.match(bodyOf(await started.get('/lessons/start-here')), note)
  assert.doesNotMatch(bodyOf(await started.get('/lessons/tcp-is-a-stream')), note)
  assert.doesNotMatch(bodyOf(await other.get('/lessons/start-here')), note)
})
