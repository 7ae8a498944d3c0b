import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { FrontMatterError, parseFrontMatter } from '../../../src/course/lessons/frontMatter.ts'
import { findLesson, loadLessons, readPage } from '../../../src/course/lessons/lesson.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { goodReadme, makeLesson } from './makeLesson.ts'

test('front matter is fields, lists, and the Markdown after it', () => {
  const { fields, body, lines } = parseFrontMatter(
    '---\nid: a-b\ntitle: "One: two"\nneeds: [a, \'b\' , c]\n---\n\n# Title\n---\n',
  )
  assert.deepEqual(fields, { id: 'a-b', title: 'One: two', needs: ['a', 'b', 'c'] })
  assert.equal(body, '# Title\n---\n')
  assert.equal(lines['needs'], 4)
  assert.equal(parseFrontMatter('---\r\nid: a\r\n---\r\nText\r\n').body, 'Text\n')
})

test('a bad front matter names its line', () => {
  const rows: [text: string, line: number, message: RegExp][] = [
    ['# Title', 1, /first line/],
    ['---\nid: a\n', 1, /no second/],
    ['---\nid: a\nb\n---\n', 3, /Cannot read "b"/],
    ['---\nid: a\nid: b\n---\n', 3, /twice/],
    ['---\nneeds: [a\n---\n', 2, /has no \]/],
    ['---\nneeds: [a,,b]\n---\n', 2, /empty entry/],
  ]
  for (const [text, line, message] of rows) {
    assert.throws(() => parseFrontMatter(text), (error) => {
      assert.ok(error instanceof FrontMatterError)
      assert.equal(error.line, line, text)
      assert.match(error.message, message)
      return true
    })
  }
})

test('lessons are loaded in the order of their numbers; other folders are none', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '10-reading-a-body')
  makeLesson(folder, '02-tcp-is-a-stream', {
    'README.md': goodReadme('02-tcp-is-a-stream', {
      title: 'TCP: a stream', minutes: '20', needs: '[start-here]',
    }),
  })
  mkdirSync(join(folder, '05-empty'))
  mkdirSync(join(folder, 'pictures'))
  const lessons = loadLessons(folder)
  assert.deepEqual(lessons.map(({ folderName }) => folderName), [
    '02-tcp-is-a-stream', '10-reading-a-body',
  ])
  const [lesson] = lessons
  assert.ok(lesson)
  assert.deepEqual({ ...lesson, body: lesson.body.slice(0, 10) }, {
    id: 'tcp-is-a-stream', number: 2, folderName: '02-tcp-is-a-stream',
    folder: join(folder, '02-tcp-is-a-stream'), title: 'TCP: a stream', part: 'A', minutes: 20,
    needs: ['start-here'], body: '# A lesson', hasExercise: true,
  })
  assert.equal(readPage(lesson).split('\n')[8], '# A lesson')
})

test('a lesson is found by id, number and folder', (t) => {
  const folder = temporaryFolder(t)
  makeLesson(folder, '08-status-codes')
  makeLesson(folder, '12-router')
  const lessons = loadLessons(folder)
  const rows: [word: string, id: string | undefined][] = [
    ['8', 'status-codes'], ['08', 'status-codes'], ['status-codes', 'status-codes'],
    ['12-router', 'router'], ['router', 'router'], ['1', undefined], ['route', undefined],
    ['', undefined], ['008', undefined],
  ]
  for (const [word, id] of rows) assert.equal(findLesson(lessons, word)?.id, id, word)
})

test('a wrong field is told with file and line', (t) => {
  const rows: [fields: Record<string, string>, message: string][] = [
    [{ part: 'Z' }, '4: There is no part Z'],
    [{ minutes: 'ten' }, '5: Write minutes as a number, not ten'],
    [{ needs: 'router' }, '6: The field needs must be a list like [a, b]'],
    [{ title: '[a]' }, '3: The field title must be a text'],
    [{ id: '' }, '2: The field id must be a text'],
    [{ author: 'me' },
      '7: There is no field author; '
        + 'there are id, title, part, minutes, needs, project, from, given, without'],
  ]
  for (const [fields, message] of rows) {
    const folder = temporaryFolder(t)
    makeLesson(folder, '12-router', { 'README.md': goodReadme('12-router', fields) })
    const expected = `lessons/12-router/README.md:${message}`
    assert.throws(() => loadLessons(folder), { message: expected })
  }
})
