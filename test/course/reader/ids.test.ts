// Ids on the reader's real pages: headings of lessons give their own, and the frame has some too.
// Where both have the same one, links lead to the wrong place, and scripts find the wrong element.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { loadLessons } from '../../../src/course/lessons/lesson.ts'
import { createReaderApp } from '../../../src/course/reader/app.ts'
import { createProgramRunner } from '../../../src/course/reader/programRunner.ts'
import { openWorkshop } from '../../../src/course/workshop/workshop.ts'
import { bodyOf } from './readerStage.ts'

test('no page of the course has an id twice', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ids-'))
  const lessons = loadLessons()
  const check = () => Promise.reject(new Error('Nothing is checked here'))
  const workshop = openWorkshop({ lessons, folder, check })
  const { app, close } = createReaderApp({
    workshop, runner: createProgramRunner(), origin: 'http://localhost:4000',
    onError: (error) => { throw error },
  })
  t.after(async () => {
    await close()
    await workshop.close()
    rmSync(folder, { recursive: true })
  })
  const guides = ['typescript', 'what-is-a-backend'].map((name) => `/guides/${name}`)
  const paths = [...lessons.map(({ id }) => `/lessons/${id}`), ...guides, '/', '/glossary']
  for (const path of paths) {
    const page = await app.request('GET', path, { headers: { host: 'localhost:4000' } })
    assert.equal(page.status, 200, path)
    const ids = [...bodyOf(page).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    assert.ok(ids.includes('content'), path)
    assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), [], path)
  }
})
