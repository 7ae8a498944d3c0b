import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import test from 'node:test'
import { findProgram } from '../../../src/tools/share/findProgram.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const isWindows = process.platform === 'win32'

test('the first program in PATH that can run is found', { skip: isWindows }, (t) => {
  const [first, second] = [temporaryFolder(t), temporaryFolder(t)]
  const file = join(second, 'ngrok')
  const found = (PATH: string | undefined) => findProgram('ngrok', { PATH }, 'linux')
  const both = [first, second].join(delimiter)
  assert.equal(found(both), undefined)
  assert.equal(found(undefined), undefined)
  writeFileSync(file, '')
  assert.equal(found(both), undefined, 'it cannot be run')
  chmodSync(file, 0o755)
  assert.equal(found(both), file)
  mkdirSync(join(first, 'ngrok'))
  assert.equal(found(both), file, 'a folder is no program')
  const third = temporaryFolder(t)
  symlinkSync(file, join(third, 'ngrok'))
  assert.equal(found([third, both].join(delimiter)), join(third, 'ngrok'))
})

test('the current folder never chooses the program', { skip: isWindows }, (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'ngrok'), '', { mode: 0o755 })
  const start = process.cwd()
  t.after(() => process.chdir(start))
  process.chdir(folder)
  for (const PATH of ['', '.', './', ':', 'x:.']) {
    assert.equal(findProgram('ngrok', { PATH }, 'linux'), undefined, PATH)
  }
})

test('Windows finds .exe by PATHEXT, and never what only a shell can run', () => {
  const folder = 'C:\\Program Files\\tunnels'
  const there = ['ngrok.exe', 'ngrok.cmd', 'ngrok', 'cloudflared.bat']
  const rows: [name: string, environment: Record<string, string>, found: boolean][] = [
    ['ngrok', { PATH: folder, PATHEXT: '.COM;.EXE;.BAT;.CMD' }, true],
    ['ngrok', { Path: folder, PathExt: '.EXE' }, true],
    ['ngrok', { Path: `"${folder}"` }, true],
    ['ngrok', { Path: folder }, true],
    ['ngrok', { Path: folder, PATHEXT: '.CMD;.JS' }, false],
    ['cloudflared', { Path: folder, PATHEXT: '.COM;.EXE;.BAT;.CMD' }, false],
    ['ngrok', { Path: '.;relative' }, false],
    ['ngrok', {}, false],
  ]
  for (const [name, environment, found] of rows) {
    const result = findProgram(name, environment, 'win32', (file) =>
      there.some((other) => file === `${folder}\\${other}`))
    const expected = found ? `${folder}\\ngrok.exe` : undefined
    assert.equal(result, expected, JSON.stringify(environment))
  }
})
