// A browser that a check opened is gone when the check is killed, whatever its page does.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

const module = new URL('../../../src/course/check/browser.ts', import.meta.url).href
const script = `import { openBrowser } from ${JSON.stringify(module)}
  const page = 'data:text/html,<script>while (true);</script>'
  console.log(await openBrowser(page) === undefined ? 'none' : 'open')
  setInterval(() => {}, 1000)`

test('a browser ends when the process that opened it is killed', async (t) => {
  if (process.platform !== 'linux') return t.skip('Only Linux tells which processes there are')
  const check = spawn(process.execPath, ['--input-type=module', '-e', script])
  t.after(() => check.kill('SIGKILL'))
  let output = ''
  check.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  while (!output.includes('\n') && check.exitCode === null) await pause(20)
  if (output.includes('none')) return t.skip('There is no browser on this machine')
  const [browser] = childrenOf(check.pid)
  assert.ok(browser)
  check.kill('SIGKILL')
  for (let tries = 0; tries < 300 && existsSync(`/proc/${browser}`); tries += 1) await pause(50)
  assert.equal(existsSync(`/proc/${browser}`), false)
})

function childrenOf(parent: number | undefined): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
        === String(parent)
    } catch {
      return false
    }
  })
}
