// Judges the other requests: each part that was asked for, and nothing beside it.

import { isDeepStrictEqual } from 'node:util'
import type { ServedRequest } from '../../src/course/check/targets.ts'
import {
  errorOf, find, hasCrashed, isGetWithBody, isKnown, tell, titleOf, turnOf, type Visit,
} from './visit.ts'

export function judgeTasks({ fail, requests, run }: Visit): void {
  const request = requests.find(({ target }) => target === '/tasks')
  if (request?.method === 'GET') return
  if (request !== undefined) {
    return fail('wrong-method', {
      ...tell(request, request.method), expected: 'GET', actual: request.method,
    })
  }
  if (isGetWithBody(run)) {
    fail('get-with-a-body', { expected: 'GET /tasks', actual: errorOf(run) })
  }
  if (hasCrashed(run)) fail('crashed', { expected: 'GET /tasks', actual: errorOf(run) })
  return fail('tasks-not-read', {
    expected: 'GET /tasks', actual: requests.map(titleOf).join(', ') || 'no request at all',
  })
}

export function judgeUser(visit: Visit): void {
  const { fail, tasks } = visit
  const request = find(visit, 'POST', '/users')
  const { text } = request
  const type = request.header('content-type') ?? 'no Content-Type'
  const typeEvidence = { ...tell(request, type), expected: 'application/json', actual: type }
  const json = JSON.stringify(tasks.user)
  const evidence = { ...tell(request, text), expected: json, actual: text || 'an empty body' }
  if (/\[object \w+\]/.test(text)) return fail('object-as-text', evidence)
  if (/urlencoded|form-data/i.test(type) || /^(?:name|city)=/.test(text)) {
    return fail('form-instead-of-json', typeEvidence)
  }
  const value = request.json()
  if (value === undefined && text !== '' && isCutOff(request)) {
    const length = request.header('content-length')
    return fail('body-cut-off', { ...evidence, actual: `Content-Length: ${length}, so ${text}` })
  }
  const isJson = typeof value === 'object' && value !== null
  if (isJson && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    return fail('json-without-its-type', typeEvidence)
  }
  if (typeof value === 'string' && isDeepStrictEqual(parse(value), tasks.user)) {
    return fail('json-of-json', evidence)
  }
  if (!isJson) return fail('not-json', evidence)
  if (!isDeepStrictEqual(value, tasks.user)) return fail('wrong-body', evidence)
}

export function judgeDelete(visit: Visit): void {
  find(visit, 'DELETE', `/links/${visit.tasks.link}`)
}

export function judgeToken(visit: Visit): void {
  const request = find(visit, 'GET', '/me')
  if (request.text !== '') return visit.fail('get-with-a-body', tell(request, request.text))
  const actual = request.header('authorization') ?? 'no Authorization'
  const [, token] = /^bearer +(.*)$/i.exec(actual) ?? []
  if (token === visit.tasks.token) return
  return visit.fail('missing-header', {
    ...tell(request, actual), expected: `Bearer ${visit.tasks.token}`, actual,
  })
}

/** What was sent beside the four requests: the token in other places, and changes. */
export function judgeRest(visit: Visit): void {
  const { fail, requests, tasks } = visit
  for (const request of requests) {
    const place = placeOfToken(request, tasks.token)
    if (place === undefined) continue
    return fail('token-in-another-place', {
      ...tell(request, place), expected: 'the token in Authorization and nowhere else',
      actual: `${titleOf(request)}, with the token in it`,
    })
  }
  // To read something again does no harm.
  const changes = requests.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))
  const surplus = changes.find((request, index) =>
    !isAsked(visit, request)
    || changes.findIndex((each) => titleOf(each) === titleOf(request)) < index)
  if (surplus === undefined) return
  return fail('surplus-request', {
    ...tell(surplus, surplus.target), expected: 'one POST /users and one DELETE',
    actual: changes.map(titleOf).join(', '),
  })
}

export function judgeEnd({ fail, run }: Visit): void {
  if (run.exitCode === 0) return
  const actual = run.hasTimedOut
    ? 'it was still running after 3 seconds'
    : `the code ${run.exitCode ?? 'unknown'}`
  fail('wrong-end', { expected: 'the code 0', actual })
}

function isAsked(visit: Visit, request: ServedRequest): boolean {
  if (!isKnown(visit, request)) return false
  return request.target === '/users' ? request.method === 'POST' : request.method === 'DELETE'
}

// The rest of the body came after the end that Content-Length gave.
function isCutOff(request: ServedRequest): boolean {
  const body = Buffer.from(request.text.replace(/\ufffd+$/, '')).toString('latin1')
  const bytes = turnOf(request)?.bytes ?? ''
  const start = bytes.indexOf(`\r\n\r\n${body}`) + 4
  const length = Number(request.header('content-length'))
  const rest = bytes.slice(start + length)
  return start > 3 && rest.length > 0 && rest.length < 200 && !/ HTTP\/1\.[01]\r\n/.test(rest)
}

function placeOfToken(request: ServedRequest, token: string): string | undefined {
  const forms = [token, encodeURIComponent(token), encodeURI(token)]
  const fields = request.fields.filter(({ name }) => name.toLowerCase() !== 'authorization')
  const places = [request.target, ...fields.map(({ value }) => value), request.text]
  return places.find((place) => forms.some((form) => place.includes(form)))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
