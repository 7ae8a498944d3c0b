// Runs the tests that open a database with rqlite instead of a file: `npm run test:cluster`, or
// `npm run test:cluster -- test/features/links`, or with --test-name-pattern "a literal".
//
// Lesson: testing (tour)

import { globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readArguments } from '../readArguments.ts'
import { runFiles } from '../runFiles.ts'
import { findProgram } from './program.ts'

const root = join(import.meta.dirname, '../..')
const usual = ['cluster', 'database', 'services', 'auth', 'features', 'twoServers']
  .map((name) => `test/${name}`)
// What these test reads and writes files, and nothing of it goes through the Database interface.
const aboutFiles = ['backup', 'files', 'restore'].map((name) => `test/database/${name}.test.ts`)
const opener = join(root, 'test/openDatabase.ts')

const { values, positionals } = readArguments({
  allowPositionals: true,
  options: { 'test-name-pattern': { type: 'string', multiple: true } },
})

findProgram()
process.env['TEST_ENGINE'] = 'rqlite'
const files = (positionals.length === 0 ? usual : positionals).flatMap(testsIn)
runFiles({
  processes: files.map((path) => [join(root, path)]),
  patterns: values['test-name-pattern'],
  // What waits for something that never comes from a node would never end.
  timeoutMs: 300_000,
})

function testsIn(path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path]
  const paths = globSync(`${path}/**/*.test.ts`, { cwd: root, exclude: ['**/node_modules'] })
  const own = paths.map((found) => found.replaceAll('\\', '/')).sort()
  return own.filter((found) => !aboutFiles.includes(found)
    && (found.startsWith('test/cluster/') || opensDatabase(join(root, found))))
}

/** Says whether a file imports what opens databases, or another one of test/ that does. */
function opensDatabase(path: string, seen = new Set<string>()): boolean {
  if (path === opener) return true
  if (seen.has(path)) return false
  seen.add(path)
  const imports = readFileSync(path, 'utf8').matchAll(/ from '(\.[^']+)'/g)
  return Array.from(imports, ([, name = '']) => join(dirname(path), name))
    .filter((imported) => imported.startsWith(join(root, 'test')))
    .some((imported) => opensDatabase(imported, seen))
}
