// What happens to the sharing when something else changes: a second command, another server.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { Program, startServer, type Settings } from '../../program.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { send } from './standIns.ts'

const skip = process.platform === 'win32'
const host = 'demo.ngrok-free.app'

function share(t: TestContext, settings: Settings, origin: string): Program {
  return new Program(t, ['src/tools/share.ts', '--origin', origin], settings)
}

test('of two commands at once, one shares the server, and the other says why not', { skip },
  async (t) => {
    const DATA = join(temporaryFolder(t), 'data')
    const server = startServer(t, { DATA })
    const settings = { DATA, PORT: String(await server.port()) }
    const both = ['https://first.example', 'https://second.example']
      .map((address) => share(t, settings, address))
    await Promise.race(both.map((one) => one.ended()))
    const [loser, winner] = both[0]?.errors.includes('shared already') ? both : both.toReversed()
    assert.ok(loser !== undefined && winner !== undefined)
    assert.equal(await loser.ended(), 1)
    assert.match(loser.errors, /shared already, at https:\S+, by the process \d+: stop that one/)
    await winner.until(() => winner.errors.includes('To stop, press Ctrl+C'))
    winner.child.kill('SIGINT')
    assert.equal(await winner.ended(), 0)
  })

test('a server may be restarted while it is shared, but not replaced', { skip }, async (t) => {
  const DATA = join(temporaryFolder(t), 'data')
  const server = startServer(t, { DATA })
  const port = await server.port()
  const sharing = share(t, { DATA, PORT: String(port) }, `https://${host}`)
  await sharing.until(() => sharing.errors.includes('To stop, press Ctrl+C'))
  server.child.kill('SIGTERM')
  await server.ended()
  await sharing.until(() => /has stopped: start it again/.test(sharing.errors))
  const again = startServer(t, { DATA, PORT: String(port) })
  await sharing.until(() => sharing.errors.includes(`The server on port ${port} is back.`))
  const { headers } = await send(port, '/hello', { headers: { host } })
  assert.ok('strict-transport-security' in headers)
  again.child.kill('SIGTERM')
  await again.ended()
  await sharing.until(() => sharing.errors.split('has stopped').length === 3)
  const other = createServer((_request, response) => response.end('other'))
  t.after(() => other.close())
  other.listen(port, '127.0.0.1')
  assert.equal(await sharing.ended(), 1)
  assert.match(sharing.errors, /is used by a program that isn't this server/)
})
