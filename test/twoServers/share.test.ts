// A server that is shared through a tunnel is shared from its own machine: the tunnel ends there,
// and the other server doesn't have it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { incomingRequest } from '../../src/http/request.ts'
import { writeShare } from '../../src/services/shareFile.ts'
import { Sharing } from '../../src/sharing.ts'
import { pick } from '../pick.ts'
import { readReply } from '../testApp.ts'
import { temporaryFolder } from '../temporaryFolder.ts'
import { openServers } from './openServers.ts'

const origin = 'https://demo.ngrok-free.app'

test('only the server with share.json in its data folder is shared', async (t) => {
  const servers = openServers(t).map((site) => {
    const folder = temporaryFolder(t)
    const sharing = new Sharing({ app: site.app, options: site.options, folder })
    t.after(() => sharing.close())
    return { folder, sharing }
  })
  const makeLink = async ({ sharing }: { sharing: Sharing }) => {
    const request = incomingRequest('POST', '/api/links', {
      headers: {
        'host': new URL(origin).host, 'x-forwarded-for': '203.0.113.9',
        'x-forwarded-proto': 'https', 'content-type': 'application/json',
      },
      body: JSON.stringify({ target: 'https://example.com/' }),
    })
    const reply = await readReply(await sharing.handle(request))
    return new URL(String(pick(reply.json(), 'shortUrl'))).origin
  }
  await writeShare(servers[0]?.folder ?? '', { origin, trustedHops: 1, process: process.pid })
  for (const { sharing } of servers) await sharing.look()
  assert.deepEqual(
    await Promise.all(servers.map(makeLink)), [origin, 'http://localhost:3000'])
})
