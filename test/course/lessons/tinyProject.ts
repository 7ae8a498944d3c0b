// A tiny project of three lessons: a counter that first counts, then keeps its number in a file,
// and then can be set back. A fourth lesson, of another project, begins with its last reference.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadLessons, type Lesson } from '../../../src/course/lessons/lesson.ts'

const checkUrl = pathToFileURL(join(import.meta.dirname, '../../../src/course/check/check.ts')).href

/** Writes the lessons into a folder and loads them. */
export function writeTinyProject(
  folder: string, changes: Readonly<Record<string, string>> = {},
): readonly Lesson[] {
  for (const [path, text] of Object.entries({ ...files, ...changes })) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return loadLessons(folder)
}

/** The front matter of one of the lessons, with other fields. */
export const tinyReadme = (
  id: string, { project = 'counter', ...fields }: Readonly<Record<string, string>> = {},
): string => `---
id: ${id}
title: Lesson ${id}
part: A
minutes: 10
needs: []
project: ${project}
${Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`).join('')}---

# Lesson ${id}
`

const main = (store: string, more = '') => `import { createServer } from 'node:http'
import { read, write } from './store.ts'

createServer((request, response) => {
  if (request.url === '/count') write(read() + 1)
${more}  response.end(String(read()))
}).listen(Number(process.env.PORT), '127.0.0.1')
${store}`

const memoryStore = `let count = 0

export function read(): number {
  return count
}

export function write(value: number): void {
  count = value
}
`

const fileStore = `import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(process.env.DATABASE ?? 'data.db')
database.exec('create table if not exists counts (count integer)')

export function read(): number {
  return Number(database.prepare('select max(count) as count from counts').get()?.count ?? 0)
}

export function write(value: number): void {
  database.prepare('delete from counts').run()
  database.prepare('insert into counts values (?)').run(value)
}
`

const reset = "  if (request.url === '/reset') write(0)\n"

const finding = (title: string) =>
  `{ title: '${title}', why: 'Why?', hint: 'Hint?', read: 'lesson:start-here' }`

const check = (id: string, title: string, steps: string) => `
import { defineCheck, step } from ${JSON.stringify(checkUrl)}

export const check = defineCheck({
  findings: { '${id}': ${finding(title)} },
  steps: [${steps}],
})
`

const expectText = (target: string, text: string, id: string) =>
  `{ const { answer } = await send({ target: '${target}' })
     if (answer.text !== '${text}') fail('${id}', { expected: '${text}', actual: answer.text }) }`

const files: Record<string, string> = {
  '03-counts/README.md': tinyReadme('counts'),
  '03-counts/starter/main.ts': main('').replace("if (request.url === '/count') ", 'if (false) '),
  '03-counts/starter/store.ts': memoryStore,
  '03-counts/reference/main.ts': main(''),
  '03-counts/reference/store.ts': memoryStore,
  '03-counts/check.ts': check('does-not-count', 'It does not count', `
    step('It counts', async ({ send, fail }) => {
      ${expectText('/count', '1', 'does-not-count')}
      ${expectText('/count', '2', 'does-not-count')}
    })`),
  '03-counts/wrong/does-not-count.ts': `// Counts by two.
//#file main.ts
//#replace
write(read() + 1)
//#with
write(read() + 2)
//#end
`,
  '03-counts/right/one-file.ts': `// Everything in one file, and the other one is empty.
//#file main.ts
//#whole
import { createServer } from 'node:http'

let count = 0
createServer((request, response) => {
  if (request.url === '/count') count += 1
  response.end(String(count))
}).listen(Number(process.env.PORT), '127.0.0.1')
//#end
//#file store.ts
//#whole
//#end
`,
  '04-keeps/README.md': tinyReadme('keeps'),
  '04-keeps/reference/store.ts': fileStore,
  '04-keeps/check.ts': check('lost', 'The number is lost', `
    step('The number survives', async ({ send, fail, kill, start, query }) => {
      ${expectText('/count', '1', 'lost')}
      await kill()
      await start()
      ${expectText('/read', '1', 'lost')}
      if (query('select count from counts').length !== 1) fail('lost')
    }),
    step('It takes long', async () => {}, { onDemand: true })`),
  '05-sets-back/README.md': tinyReadme('sets-back'),
  '05-sets-back/reference/main.ts': main('', reset),
  '05-sets-back/reference/notes.ts': '// A new file.\n',
  '05-sets-back/check.ts': check('not-set-back', 'The number is not set back', `
    step('It is set back', async ({ send, fail }) => {
      ${expectText('/count', '1', 'not-set-back')}
      ${expectText('/reset', '0', 'not-set-back')}
    })`),
  '06-another/README.md': tinyReadme('another', { project: 'other', from: 'sets-back' }),
  '06-another/reference/main.ts': main('// Another program.\n', reset),
  '06-another/check.ts': check('x', 'X', ''),
}
