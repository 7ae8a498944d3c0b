// Asks whether the tests would notice a mistake: changes one operator at a time, in a copy of the
// source, and runs the tests of that file. A change that nobody notices is listed. `npm run
// mutate`, or `npm run mutate -- router --all`, or `--most 5`. By default it tries twenty changes,
// spread over the files below.

import { spawnSync } from 'node:child_process'
import {
  cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { readArguments } from './readArguments.ts'

type Subject = { name: string; source: string; tests: string[] }
type Mutation = { subject: Subject; offset: number; from: string; to: string }

const subjects: Subject[] = [
  ...['router', 'conditional', 'cookies', 'peer'].map((name) => ({
    name, source: `src/http/${name}.ts`, tests: [`test/http/${name}.test.ts`],
  })),
  ...['passwords/totp', 'access/basic'].map((path) => ({
    name: basename(path), source: `src/auth/${path}.ts`, tests: [`test/auth/${path}.test.ts`],
  })),
  {
    name: 'jwt', source: 'src/auth/tokens/jwt.ts',
    tests: ['test/auth/tokens/jwt.test.ts', 'test/auth/tokens/claims.test.ts'],
  },
  {
    name: 'links', source: 'src/features/links/links.ts',
    tests: ['test/features/links/**/*.test.ts'],
  },
]

const swaps: readonly (readonly [string, string])[] = [
  [' === ', ' !== '], [' !== ', ' === '], [' && ', ' || '], [' || ', ' && '], [' ?? ', ' && '],
  [' < ', ' >= '], [' > ', ' <= '], [' <= ', ' > '], [' >= ', ' < '], [' + 1', ' - 1'],
  [' - 1', ' + 1'], ['(!', '('], ['true', 'false'], ['false', 'true'],
]

const projectFolder = join(import.meta.dirname, '..')
const { values, positionals } = readArguments({
  options: {
    all: { type: 'boolean', default: false },
    most: { type: 'string', default: '20' },
  },
  allowPositionals: true,
})
const known = subjects.map(({ name }) => name)
const unknown = positionals.find((name) => !known.includes(name))
if (unknown !== undefined) {
  console.error(`There is no subject ${unknown}. The subjects are ${known.join(', ')}`)
  process.exit(1)
}
const copyFolder = mkdtempSync(join(tmpdir(), 'groundwork-mutate-'))
try {
  process.exitCode = run(copyFolder)
} finally {
  rmSync(copyFolder, { recursive: true, force: true })
}

function run(folder: string): number {
  copyProject(folder)
  // Every subject, also those that weren't asked for, so that the list above can't be outdated.
  const all = subjects.map((subject) => ({ subject, mutations: mutationsOf(subject) }))
  const chosen = all.filter(({ subject }) =>
    positionals.length === 0 || positionals.includes(subject.name))
  for (const { subject } of chosen) {
    if (!testsPass(folder, subject)) {
      throw new Error(`${subject.tests.join(' ')} fails without any change`)
    }
  }
  const most = values.all ? Infinity : Number(values.most)
  const perSubject = Math.ceil(most / chosen.length)
  const mutations = spread(chosen.flatMap((one) => spread(one.mutations, perSubject)), most)
  const survivors = mutations.filter((mutation) => !isNoticed(folder, mutation))
  console.log(`${mutations.length - survivors.length} of ${mutations.length} changes were noticed`)
  return survivors.length === 0 ? 0 : 1
}

function copyProject(folder: string): void {
  for (const name of ['src', 'test', 'schema.sql', 'package.json']) {
    cpSync(join(projectFolder, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/bench|browser/.test(relative(projectFolder, path)),
    })
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
}

function mutationsOf(subject: Subject): Mutation[] {
  for (const pattern of subject.tests) {
    const found = globSync(pattern, { cwd: projectFolder })
    if (found.length === 0) throw new Error(`No file matches ${pattern}`)
  }
  const text = readFileSync(join(projectFolder, subject.source), 'utf8')
  const mutations: Mutation[] = []
  for (const [from, to] of swaps) {
    for (let offset = text.indexOf(from); offset !== -1; offset = text.indexOf(from, offset + 1)) {
      if (isCode(text, offset)) mutations.push({ subject, offset, from, to })
    }
  }
  return mutations.sort((one, other) => one.offset - other.offset)
}

// Comments and types are no code that runs.
function isCode(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset) + 1
  const line = text.slice(lineStart, text.indexOf('\n', offset))
  const isComment = line.slice(0, offset - lineStart).includes('//')
    || /^\s*(\/?\*|import|type )/.test(line)
  return !isComment
}

function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items]
  return Array.from({ length: most }, (_, index) => items[Math.floor(index * items.length / most)])
    .filter((item) => item !== undefined)
}

function isNoticed(folder: string, { subject, offset, from, to }: Mutation): boolean {
  const path = join(folder, subject.source)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.slice(0, offset) + to + text.slice(offset + from.length))
  const isNoticedNow = !testsPass(folder, subject)
  writeFileSync(path, text)
  const line = text.slice(0, offset).split('\n').length
  const verdict = isNoticedNow ? 'noticed ' : 'SURVIVED'
  console.log(`${verdict} ${subject.source}:${line}  ${from.trim()} → ${to.trim()}`)
  return isNoticedNow
}

function testsPass(folder: string, { tests }: Subject): boolean {
  const { status } = spawnSync(process.execPath, ['--test', '--test-timeout=20000', ...tests], {
    cwd: folder, timeout: 180_000, stdio: 'ignore',
  })
  return status === 0
}
