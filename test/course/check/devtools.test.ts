// A real browser opens pages of a server here, where there is one.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import test from 'node:test'
import { openTab } from '../../../src/course/check/devtools.ts'

test('a tab loads a page, evaluates in it without its scripts, and hears complaints', async (t) => {
  const tab = await openTab()
  if (tab === undefined) return t.skip('No browser is installed')
  t.after(() => tab.close())
  const server = createServer((request, response) => {
    response.setHeader('set-cookie', 'seen=1')
    response.setHeader('content-security-policy', "img-src 'none'")
    response.setHeader('content-type', 'text/html')
    response.end(`<script>document.title = 'script'</script><img src="/a.png">
<p>${request.url} ${request.headers.cookie ?? 'no cookie'}`)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => server.close())
  const url = `http://localhost:${Reflect.get(Object(server.address()), 'port')}`
  await tab.send('Emulation.setScriptExecutionDisabled', { value: true })
  await tab.load(() => tab.send('Page.navigate', { url }))
  await tab.load(() => tab.send('Page.navigate', { url: `${url}/next` }))
  const shown = await tab.evaluate("[document.title, document.querySelector('p').innerText]")
  assert.deepEqual(shown, ['', '/next seen=1'])
  assert.ok(tab.complaints().some((text) => /Content Security Policy/.test(text)))
  await assert.rejects(tab.send('No.such'), /The browser says/)
})
