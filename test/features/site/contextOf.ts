// A context for the tests of the kit, as a handler gets one.

import { parseTarget } from '../../../src/http/target.ts'
import { Context } from '../../../src/http/context.ts'
import { incomingRequest, type RequestInit } from '../../../src/http/request.ts'

/** Makes the context of a request. */
export function contextOf(method: string, url: string, init: RequestInit = {}): Context {
  const request = incomingRequest(method, url, init)
  return new Context(request, parseTarget(url), { id: 'test', params: {} })
}
