// What somebody does with exercises and quizzes, as a plain form and as the page's script does it.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Reply } from '../../../src/http/reply.ts'
import { bodyOf, makeStage } from './readerStage.ts'

function partsOf(reply: Reply): Record<string, string> {
  assert.equal(reply.status, 200)
  return JSON.parse(bodyOf(reply))
}

test('a check names the mistake, with the bytes, the mark and the curl line', async (context) => {
  const { post } = makeStage(context)
  const { status = '', verdict = '', evidence = '', wire = '', file = '' } =
    partsOf(await post('/lessons/start-here/check', {}, 'panel'))
  assert.match(status, /Step 1 of 2 fails<\/span><span class="colon">: <\/span>/)
  assert.match(status, /<\/span><span class="more">GET \/ is not answered with/)
  assert.match(verdict, /<p class="finding-id">wrong-status<\/p>/)
  assert.match(
    verdict,
    /<h3 id="finding-title">GET \/ is not answered with <code>200<\/code><\/h3>/,
  )
  assert.match(verdict, /<dt>Expected<\/dt><dd>200<\/dd>/)
  assert.match(file, /<code id="file-path">.*my\/00-start-here\/exercise\.ts<\/code>/)
  assert.match(file, /href="vscode:\/\/file\/.*my\/00-start-here\/exercise\.ts"/)
  assert.match(evidence, /<mark>500<\/mark>/)
  assert.match(evidence, /The <strong>status<\/strong> is for programs/)
  assert.match(evidence, /href="https:\/\/www\.rfc-editor\.org\/rfc\/rfc9110#section-15\.3\.1"/)
  assert.match(evidence, /id="curl-line">curl -i/)
  assert.match(evidence, /<details class="steps-fold">.*"step failed".*"step open"/s)
  assert.match(wire, /data-label="Status: how the request went"/)
  assert.match(wire, /Grüße<span class="unprinted">\\n<\/span>/)
})

test('a check that passes says what comes next, and puts the hints away', async (context) => {
  const { post, workshop } = makeStage(context)
  workshop.select('start-here')
  await post('/lessons/start-here/hint')
  const path = workshop.exercisePath('start-here')
  writeFileSync(path, readFileSync(path, 'utf8').replace('500', '200'))
  const { status = '', verdict = '', help, neighbours = '' } =
    partsOf(await post('/lessons/start-here/check', {}, 'panel'))
  assert.doesNotMatch(help ?? '', /Hint 1/)
  assert.match(status, /Passed in \d+ ms/)
  assert.match(neighbours, /<li class="passed"><a class="stop" href="\/lessons\/start-here"/)
  assert.match(verdict, /All 2 steps passed/)
  assert.match(verdict, /href="\/lessons\/what-happens-when-you-open-a-url">Next: What happens/)
})

test('a plain form leads back to the place on the page', async (context) => {
  const { post } = makeStage(context)
  const rows = [
    ['begin', '/lessons/start-here#panel'],
    ['check', '/lessons/start-here#panel'],
    ['hint', '/lessons/start-here#help'],
    ['solution', '/lessons/start-here#help'],
    ['reset', '/lessons/start-here#help'],
  ] as const
  for (const [action, address] of rows) {
    const reply = await post(`/lessons/start-here/${action}`)
    assert.equal(reply.status, 303, action)
    assert.equal(reply.headers['location'], address)
  }
})

test('hints go from question to pointer to code, and then the solution opens', async (context) => {
  const { post, get } = makeStage(context)
  await post('/lessons/start-here/begin')
  const early = partsOf(await post('/lessons/start-here/solution', {}, 'help'))
  assert.match(early['help'] ?? '', /after a pass, or after three hints/)
  const texts = ['Which first digit', 'Read &quot;The idea&quot;', 'tok-keyword">const']
  for (const text of texts) {
    const { help = '' } = partsOf(await post('/lessons/start-here/hint', {}, 'help'))
    assert.match(help, new RegExp(text))
    assert.doesNotMatch(help, /after three hints/)
  }
  const { help = '' } = partsOf(await post('/lessons/start-here/solution', {}, 'help'))
  assert.match(help, /One possible solution/)
  const page = bodyOf(await get('/lessons/start-here'))
  assert.match(page, /Hint 1.*Hint 2.*Hint 3.*One possible solution/s)
})

test('a hint about something else begins a new list', async (context) => {
  const { post, workshop } = makeStage(context)
  await post('/lessons/start-here/begin')
  await post('/lessons/start-here/hint')
  await post('/lessons/start-here/hint')
  const path = workshop.exercisePath('start-here')
  writeFileSync(path, readFileSync(path, 'utf8').replace(/.*TODO.*\n/, ''))
  await post('/lessons/start-here/check')
  const { help = '' } = partsOf(await post('/lessons/start-here/hint', {}, 'help'))
  assert.match(help, /Hint 1.*Which three digits/)
  assert.doesNotMatch(help, /Hint 2/)
})

test('a reset keeps what was there and forgets the hints', async (context) => {
  const { post } = makeStage(context)
  await post('/lessons/start-here/begin')
  await post('/lessons/start-here/hint')
  const { help = '' } = partsOf(await post('/lessons/start-here/reset', {}, 'help'))
  assert.match(help, /Your files are in .*backup/)
  assert.doesNotMatch(help, /Hint 1/)
})

test('an answer explains every option, and can be given again', async (context) => {
  const { post, workshop } = makeStage(context)
  const wrong = await post('/lessons/start-here/quiz/0', { choice: '1' }, 'question-1')
  const { 'question-1': text = '' } = partsOf(wrong)
  assert.match(text, /The first digit is a 2\./)
  assert.match(text, /That blames the server\./)
  assert.match(text, /option wrong chosen/)
  assert.match(text, /Not quite/)
  const again = partsOf(await post('/lessons/start-here/quiz/0', { choice: '-1' }, 'question-1'))
  assert.match(again['question-1'] ?? '', /type="radio"/)
  await post('/lessons/start-here/quiz/0', { choice: '0' })
  assert.equal(workshop.quiz('start-here'), undefined)
  const reply = await post('/lessons/start-here/quiz/1', { choice: '1' })
  assert.match(String(reply.headers['location']), /^\/lessons\/start-here\?order=\d+#question-2$/)
  assert.deepEqual(workshop.quiz('start-here'), [0, 1])
})

test('what makes no sense is refused', async (context) => {
  const { post } = makeStage(context)
  const rows = [
    ['/lessons/none/check', {}, 404],
    ['/lessons/what-happens-when-you-open-a-url/check', {}, 404],
    ['/lessons/what-happens-when-you-open-a-url/hint', {}, 404],
    ['/lessons/start-here/quiz/2', { choice: '0' }, 404],
    ['/lessons/start-here/quiz/x', { choice: '0' }, 404],
    ['/lessons/start-here/quiz/0', { choice: '2' }, 400],
    ['/lessons/start-here/quiz/0', {}, 400],
  ] as const
  for (const [path, fields, status] of rows) {
    assert.equal((await post(path, fields)).status, status, path)
  }
})

test('an exercise that cannot be begun twice loses nothing', async (context) => {
  const { post, workshop } = makeStage(context)
  await post('/lessons/start-here/begin')
  const path = workshop.exercisePath('start-here')
  writeFileSync(path, '// mine')
  const { file = '' } = partsOf(await post('/lessons/start-here/begin', {}, 'help'))
  assert.match(file, /my\/00-start-here\/exercise\.ts/)
  assert.equal(readFileSync(path, 'utf8'), '// mine')
})

test('options are in another order at each visit, and stay so on a page', async (context) => {
  const { get, post } = makeStage(context)
  const orderOf = (text: string) => /name="order" value="(\d+)"/.exec(text)?.[1] ?? ''
  const optionsOf = (text: string) => [...text.matchAll(/name="choice" value="(\d)"/g)]
    .map(([, value]) => value).join('')
  const seen = new Set<string>()
  for (let visit = 0; visit < 40; visit += 1) {
    seen.add(optionsOf(bodyOf(await get('/lessons/what-happens-when-you-open-a-url'))))
  }
  assert.deepEqual([...seen].sort(), ['0101', '0110', '1001', '1010'])
  const page = bodyOf(await get('/lessons/start-here'))
  const order = orderOf(page)
  assert.equal(bodyOf(await get(`/lessons/start-here?order=${order}`)), page)
  const fields = { choice: '1', order }
  const answered = partsOf(await post('/lessons/start-here/quiz/0', fields, 'question-1'))
  assert.equal(orderOf(answered['question-1'] ?? ''), order)
  const places = [...(answered['question-1'] ?? '').matchAll(/<code>([25])00<\/code>/g)]
  const expected = optionsOf(page).startsWith('01') ? ['2', '5'] : ['5', '2']
  assert.deepEqual(places.map(([, digit]) => digit), expected)
  for (const wrong of ['x', '', '9'.repeat(30), '<b>']) {
    const path = `/lessons/start-here?order=${encodeURIComponent(wrong)}`
    assert.match(orderOf(bodyOf(await get(path))), /^\d{1,9}$/, wrong)
  }
})
