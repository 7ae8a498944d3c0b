import assert from 'node:assert/strict'
import test from 'node:test'
import { Context } from '../../src/http/context.ts'
import { compose } from '../../src/http/middleware.ts'
import { empty } from '../../src/http/reply.ts'
import { incomingRequest } from '../../src/http/request.ts'
import { requestId } from '../../src/http/requestId.ts'
import { parseTarget } from '../../src/http/target.ts'

test('the id of a request is sent along', async () => {
  const request = incomingRequest('GET', '/')
  const context = new Context(request, parseTarget('/'), { id: 'id-1', params: {} })
  for (const handler of [() => empty(), async () => empty()]) {
    const reply = await compose([requestId()], handler)(context)
    assert.equal(reply.headers['x-request-id'], 'id-1')
  }
})
