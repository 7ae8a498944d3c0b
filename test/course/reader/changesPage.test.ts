import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { checkLesson } from '../../../src/course/checkLesson.ts'
import { createReaderApp } from '../../../src/course/reader/app.ts'
import { createProgramRunner } from '../../../src/course/reader/programRunner.ts'
import { openWorkshop } from '../../../src/course/workshop/workshop.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { makeLesson } from '../lessons/makeLesson.ts'
import { writeTinyProject } from '../lessons/tinyProject.ts'
import { bodyOf } from './readerStage.ts'

test("a project lesson has a page with its changes, and names the learner's file", async (t) => {
  const root = temporaryFolder(t)
  const lessonsFolder = join(root, 'lessons')
  makeLesson(lessonsFolder, '02-alone')
  const lessons = writeTinyProject(lessonsFolder, {
    '05-sets-back/reference/notes.ts': "// Is 1 < 2 & '3'?\n",
  })
  const workshop = openWorkshop({ lessons, folder: join(root, 'my'), check: checkLesson })
  const origin = 'http://localhost:4000'
  const { app, close } = createReaderApp({
    workshop, lessonsFolder, origin, runner: createProgramRunner(),
    onError: (error) => assert.fail(String(error)),
  })
  t.after(async () => {
    await close()
    await workshop.close()
  })
  const get = async (path: string) =>
    app.request('GET', path, { headers: { host: 'localhost:4000' } })
  workshop.select('sets-back')
  const lesson = bodyOf(await get('/lessons/sets-back'))
  assert.match(lesson, /my\/counter\/main\.ts/)
  assert.match(lesson, /href="\/lessons\/sets-back\/changes"/)
  const changes = bodyOf(await get('/lessons/sets-back/changes'))
  assert.match(changes, /<summary>main\.ts <span class="quiet">\(1 line added\)<\/span>/)
  assert.match(changes, /<summary>notes\.ts <span class="quiet">\(new, 1 line\)<\/span>/)
  assert.doesNotMatch(changes, /<details[^>]* open/)
  assert.match(changes, /<ins>\+ {2}if \(request\.url === &#39;\/reset&#39;\) write\(0\)<\/ins>\n/)
  assert.match(changes, /<ins>\+\/\/ Is 1 &lt; 2 &amp; &#39;3&#39;\?<\/ins>/)
  assert.equal((await get('/lessons/alone/changes')).status, 404)
})
