import assert from 'node:assert/strict'
import {
  appendFileSync, chmodSync, mkdirSync, openSync, closeSync, renameSync, rmSync, truncateSync,
  writeFileSync, writeSync,
} from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { watchSaves, type Watcher } from '../../../src/course/workshop/watch.ts'
import { temporaryFolder, until } from './testLessons.ts'

type Watched = { folder: string; file: string; saves: string[]; watcher: Watcher }

function watchFile(context: TestContext, poll = false): Watched {
  const folder = temporaryFolder(context)
  const file = join(folder, '01-methods', 'exercise.ts')
  mkdirSync(join(folder, '01-methods'))
  writeFileSync(file, 'one')
  const saves: string[] = []
  const watcher = watchSaves({ folder, poll, onSave: ({ path }) => saves.push(path) })
  context.after(() => watcher.close())
  return { folder, file, saves, watcher }
}

const path = join('01-methods', 'exercise.ts')

// A file that is written after the others: when it is reported, they would have been.
async function everythingReported({ folder, saves }: Watched): Promise<string[]> {
  writeFileSync(join(folder, 'last.ts'), 'x')
  await until(() => saves.includes('last.ts'))
  return saves.filter((each) => each !== 'last.ts')
}

for (const poll of [false, true]) {
  const how = poll ? ' (looking)' : ''

  test(`a save is reported once${how}`, async (context) => {
    const watched = watchFile(context, poll)
    writeFileSync(watched.file, 'two')
    await until(() => watched.saves.length > 0)
    assert.deepEqual(await everythingReported(watched), [path])
  })

  test(`a save by rename is reported${how}, and the next one too`, async (context) => {
    const watched = watchFile(context, poll)
    for (const count of [1, 2, 3]) {
      writeFileSync(`${watched.file}.tmp`, `text ${count}`)
      renameSync(`${watched.file}.tmp`, watched.file)
      await until(() => watched.saves.length === count)
    }
    assert.deepEqual(watched.saves, [path, path, path])
  })

  test(`a save in a folder that was not there is reported${how}`, async (context) => {
    const watched = watchFile(context, poll)
    mkdirSync(join(watched.folder, '02-new', 'public'), { recursive: true })
    writeFileSync(join(watched.folder, '02-new', 'public', 'page.html'), 'x')
    await until(() => watched.saves.length > 0)
    assert.deepEqual(watched.saves, [join('02-new', 'public', 'page.html')])
  })
}

test('a file that is empty for a moment is reported when its text is there', async (context) => {
  const watched = watchFile(context)
  truncateSync(watched.file)
  await setTimeout(60)
  assert.deepEqual(watched.saves, [])
  writeFileSync(watched.file, 'two')
  await until(() => watched.saves.length > 0)
  assert.deepEqual(await everythingReported(watched), [path])
})

test('a file that stays empty is reported in the end', async (context) => {
  const watched = watchFile(context)
  truncateSync(watched.file)
  await until(() => watched.saves.length > 0)
  assert.deepEqual(watched.saves, [path])
})

test('a file that is written piece by piece is reported after the last piece', async (context) => {
  const watched = watchFile(context)
  const file = openSync(watched.file, 'w')
  const written: number[] = []
  for (let piece = 0; piece < 12; piece += 1) {
    writeSync(file, 'text '.repeat(100))
    written.push(watched.saves.length)
    await setTimeout(4)
  }
  closeSync(file)
  await until(() => watched.saves.length > 0)
  assert.ok((written.at(-1) ?? 0) <= 1)
  const saves = await everythingReported(watched)
  assert.ok(saves.length <= 2, `${saves.length} reports of one file that was written in 12 pieces`)
})

test("what isn't the learner's text isn't reported", async (context) => {
  const watched = watchFile(context)
  for (const name of [
    '.exercise.ts.swp', 'exercise.ts~', 'notes.db', 'server.log', '4913', 'x.tmp',
  ]) {
    appendFileSync(join(watched.folder, '01-methods', name), 'x')
  }
  mkdirSync(join(watched.folder, '01-methods.backup-2026'))
  writeFileSync(join(watched.folder, '01-methods.backup-2026', 'exercise.ts'), 'x')
  chmodSync(watched.file, 0o600)
  assert.deepEqual(await everythingReported(watched), [])
})

test("an absorbed change isn't a save, but the next one is", async (context) => {
  const watched = watchFile(context)
  writeFileSync(watched.file, 'ours')
  watched.watcher.absorb([path])
  assert.deepEqual(await everythingReported(watched), [])
  writeFileSync(watched.file, 'theirs')
  await until(() => watched.saves.includes(path))
})

test('a watched folder may come late, go away and come back', async (context) => {
  const folder = join(temporaryFolder(context), 'my')
  const saves: string[] = []
  const watcher = watchSaves({ folder, onSave: (save) => saves.push(save.path) })
  context.after(() => watcher.close())
  for (const count of [1, 2]) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.ts'), `${count}`)
    await until(() => saves.length === count)
    rmSync(folder, { recursive: true })
  }
})
