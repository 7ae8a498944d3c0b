// What the README mentions exists: settings, scripts, files and headings.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { readConfig } from '../src/basics/config.ts'
import { headingIds } from '../src/course/lessons/headingId.ts'
import { loadLessons } from '../src/course/lessons/lesson.ts'

const projectFolder = join(import.meta.dirname, '..')
const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8')
const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))

test('the table of settings has every setting that the server reads, and no other', () => {
  const [, section = ''] = readme.split('\n## Settings\n')
  const [table = ''] = section.split('\n## ')
  const cells = [...table.matchAll(/^\| (`.*?`) \|/gm)].map(([, cell = '']) => cell)
  const listed = cells.flatMap((cell) => cell.split(' ').map((name) => name.replaceAll('`', '')))
  assert.deepEqual(listed.sort(), settingsRead().sort())
})

test('every script that it names exists', () => {
  const named = [...readme.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name)
  assert.ok(named.length > 20)
  assert.deepEqual(named.filter((name) => !(name in scripts)), [])
})

test('it has the number of wrong programs, to the nearest hundred or so', () => {
  const [, number = ''] = /tried with ([\d,]+) wrong programs/.exec(readme) ?? []
  const wrong = loadLessons().flatMap(({ folder }) => readdirSync(join(folder, 'wrong')))
  const said = Number(number.replace(',', ''))
  assert.ok(Math.abs(said - wrong.length) < 100, `${number} is far from ${wrong.length}`)
  assert.ok(readme.includes(`runs all ${number},`))
})

test('every file and every heading that it names or links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^):\s]+)\)/g)].map(([, link = '']) => link)
  const paths = readme.matchAll(/`((?:src|test|lessons)\/[\w./-]+)`/g)
  const named = [...paths].map(([, path = '']) => path)
  const lines = readme.replaceAll(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)
  const headings = headingIds([...lines].map(([, heading = '']) => heading))
  const missing = [...links, ...named].filter((link) => {
    const [path = '', heading] = link.split('#')
    const isThere = existsSync(join(projectFolder, path))
    return !isThere || (path === '' && !headings.includes(heading ?? ''))
  })
  assert.deepEqual(missing, [])
})

test('the lessons whose changes it shows belong to a project, and change that file', () => {
  const named = [...readme.matchAll(/\bchanges (\d+)(?: ([\w./]+\.ts))?/g)]
  assert.ok(named.length > 1)
  for (const [words, number, file = ''] of named) {
    const lesson = loadLessons().find((known) => known.number === Number(number))
    assert.ok(lesson?.project !== undefined, words)
    assert.ok(existsSync(join(lesson.folder, 'reference', file)), words)
  }
})

/** Gives the names of all settings, including those that only a provider needs. */
function settingsRead(): string[] {
  const names = new Set<string>()
  const given: Record<string, string> = {
    OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'groundwork',
  }
  const note = (name: string): string | undefined => {
    names.add(name)
    return given[name]
  }
  readConfig(new Proxy<Record<string, string>>({}, { get: (_, name) => note(String(name)) }))
  // Not a setting of ours: Node's own way to say that this isn't a developer's machine.
  names.delete('NODE_ENV')
  return [...names]
}
