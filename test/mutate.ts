// Asks whether the tests would notice a mistake: changes one operator at a time, in a copy of the
// source, and runs the tests of that file. A change that nobody notices is listed. `npm run
// mutate`, or `npm run mutate -- router --all`, or `--most 5`. By default it tries twenty changes,
// spread over the files below.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { readArguments } from './readArguments.ts'

type Subject = { name: string; source: string; tests: string[] }
type Mutation = { subject: Subject; offset: number; from: string; to: string }

const subjects: Subject[] = [
  ...['router', 'conditional', 'cookies', 'peer'].map((name) => ({
    name, source: `src/http/${name}.ts`, tests: [`test/http/${name}.test.ts`],
  })),
  ...['tokens/jwt', 'tokens/claims', 'passwords/totp', 'access/basic'].map((path) => ({
    name: basename(path), source: `src/auth/${path}.ts`, tests: [`test/auth/${path}.test.ts`],
  })),
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
const copyFolder = mkdtempSync(join(tmpdir(), 'groundwork-mutate-'))
try {
  process.exitCode = run(copyFolder)
} finally {
  rmSync(copyFolder, { recursive: true, force: true })
}

function run(folder: string): number {
  for (const name of ['src', 'test', 'schema.sql', 'package.json']) {
    cpSync(join(projectFolder, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.includes('bench') && !path.includes('browser'),
    })
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
  const chosen = subjects.filter(({ name }) =>
    positionals.length === 0 || positionals.includes(name))
  const perSubject = values.all ? Infinity : Math.ceil(Number(values.most) / chosen.length)
  const mutations = chosen.flatMap((subject) => spread(mutationsOf(subject), perSubject))
  const survivors = mutations.filter((mutation) => !isNoticed(folder, mutation))
  console.log(`${mutations.length - survivors.length} of ${mutations.length} changes were noticed`)
  return survivors.length === 0 ? 0 : 1
}

function mutationsOf(subject: Subject): Mutation[] {
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
  const result = spawnSync(process.execPath, ['--test', '--test-timeout=20000', ...subject.tests], {
    cwd: folder, timeout: 60_000, stdio: 'ignore',
  })
  writeFileSync(path, text)
  const isNoticedNow = result.status !== 0
  const line = text.slice(0, offset).split('\n').length
  const verdict = isNoticedNow ? 'noticed ' : 'SURVIVED'
  console.log(`${verdict} ${subject.source}:${line}  ${from.trim()} → ${to.trim()}`)
  return isNoticedNow
}
