// One run of the learner's program: what it was asked to send, and what arrived.

import type { Tools } from '../../src/course/check/check.ts'
import type { ProgramRun } from '../../src/course/check/program.ts'
import type { ServedRequest } from '../../src/course/check/targets.ts'
import type { findings } from './findings.ts'

export type Id = keyof typeof findings
export type Tasks = {
  search: string
  user: { name: string; city: string }
  link: number
  token: string
}
export type Visit = Pick<Tools<Id>, 'fail'> & {
  requests: readonly ServedRequest[]
  run: ProgramRun
  tasks: Tasks
}

/** Finds the request that was asked for, or names what came in its place. */
export function find(visit: Visit, method: string, path: string): ServedRequest {
  const { fail, requests, run } = visit
  const there = requests.filter(({ target }) => pathOf(target) === path)
  const found = there.find((request) => request.method === method)
  if (found !== undefined) return found
  const expected = `${method} ${path}`
  // None of the requests that came shows this mistake.
  const nothing = { exchange: { turns: [] }, expected }
  if (isGetWithBody(run)) {
    return fail('get-with-a-body', { ...nothing, actual: errorOf(run) })
  }
  const [other] = there
  if (other !== undefined) {
    return fail('wrong-method', {
      ...tell(other, other.method), expected: method, actual: other.method,
    })
  }
  const strays = requests.filter((request) => !isKnown(visit, request))
  const verb = strays.find(({ target }) => pathOf(target).toUpperCase().includes(method))
  if (verb !== undefined) {
    return fail('verb-in-the-path', { ...tell(verb, verb.target), expected, actual: titleOf(verb) })
  }
  const stray = strays.find((request) => request.method === method)
  if (stray !== undefined) {
    return fail('wrong-path', { ...tell(stray, stray.target), expected, actual: titleOf(stray) })
  }
  if (hasCrashed(run)) return fail('crashed', { ...nothing, actual: errorOf(run) })
  return fail('request-missing', {
    ...nothing, actual: `only these came: ${requests.map(titleOf).join(', ')}`,
  })
}

/** Says whether the path is one of those that the tasks name. */
export function isKnown({ tasks }: Visit, { target }: ServedRequest): boolean {
  return ['/tasks', '/books', '/users', `/links/${tasks.link}`, '/me'].includes(pathOf(target))
}

function pathOf(target: string): string {
  return target.split('?')[0] ?? ''
}

export function titleOf({ method, target }: ServedRequest): string {
  return `${method} ${target}`
}

export function hasCrashed({ exitCode, hasTimedOut }: ProgramRun): boolean {
  return !hasTimedOut && exitCode !== 0
}

/** Says whether `fetch` refused to send a body with GET. */
export function isGetWithBody({ output }: ProgramRun): boolean {
  return /GET.*cannot have body/i.test(output)
}

/** The line of the output that says what went wrong. */
export function errorOf({ output }: ProgramRun): string {
  const lines = output.trim().split('\n').map((line) => line.trim())
  return lines.find((line) => /\w*Error\b.*:/.test(line)) ?? (lines.at(-1) || 'it printed nothing')
}

/** The bytes of this request alone, because its connection may have carried others; and a part. */
export function tell(request: ServedRequest, part: string) {
  const found = turnOf(request)
  const exchange = { turns: found === undefined ? request.turns : [found] }
  const start = exchange.turns.at(-1)?.bytes.indexOf(Buffer.from(part).toString('latin1')) ?? -1
  if (start === -1 || part === '') return { exchange }
  return { exchange, mark: { start, end: start + Buffer.byteLength(part) } }
}

/** What arrived in one go with the beginning of this request. */
export function turnOf(request: ServedRequest) {
  return request.turns.find(({ direction, bytes }) =>
    direction === 'received' && bytes.startsWith(`${titleOf(request)} `))
}
