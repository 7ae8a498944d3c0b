// Writes the bytes of requests, sends them whole or in pieces, and tells whether a body came back.

import type { Tools } from '../../src/course/check/check.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { readByteText, toByteText } from '../../src/course/check/report.ts'
import { isRefused } from '../../src/course/check/session.ts'
import type { findings } from './findings.ts'
import { findAnswer, judge, waitForAnswer } from './judge.ts'

export type HttpTools = Tools<keyof typeof findings>
/** `hasEndedEarly` says that the program closed before the whole request was sent. */
export type Echo = { connection: RawConnection; body: Buffer; hasEndedEarly?: boolean }
export type EchoPlan = [body: Buffer, name?: string, separator?: string]
export type EchoMistake =
  | 'header-names-by-case' | 'space-after-colon' | 'body-cut-at-blank-line' | 'bytes-as-text'
  | 'large-body' | 'wrong-header-read' | 'empty-body' | 'head-counted-in-characters'

/** A text as bytes. */
export const letters = (text: string) => Buffer.from(text)

/** A request without a body. */
export function get(target: string, method = 'GET'): Buffer {
  return letters(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
}

/** A POST to /echo. */
export function post(body: Buffer, name = 'Content-Length', separator = ': '): Buffer {
  return postWith(['Host: localhost', `${name}${separator}${body.length}`], body)
}

/** A request with these lines in its head. */
export function postWith(
  lines: readonly string[], body: Buffer, target = '/echo', method = 'POST',
): Buffer {
  const head = [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n')
  return Buffer.concat([letters(head), body])
}

/** Opens a connection, or reports that the program no longer listens. */
export async function open({ connect, fail }: HttpTools): Promise<RawConnection> {
  const connection = await connect()
  if (isRefused(connection)) return fail('stopped-listening', { exchange: connection })
  return connection
}

/** Sends a request and waits for the response. */
export async function exchange(tools: HttpTools, request: Buffer): Promise<RawConnection> {
  const connection = await open(tools)
  connection.write(request)
  await waitForAnswer(connection)
  return connection
}

/** Sends a body to /echo. */
export async function echo(
  tools: HttpTools, ...[body, name, separator]: EchoPlan
): Promise<Echo> {
  return { connection: await exchange(tools, post(body, name, separator)), body }
}

/** Sends several bodies at once: they don't wait for each other. */
export async function echoEach(
  tools: HttpTools, plans: EchoPlan[], id: EchoMistake,
): Promise<void> {
  expectEchoes(tools, await Promise.all(plans.map((plan) => echo(tools, ...plan))), id)
}

/** Fails if a response can't be read, or if a body didn't come back. */
export function expectEchoes(tools: HttpTools, echoes: readonly Echo[], id: EchoMistake): void {
  for (const tried of echoes) {
    if (isEcho(tried)) continue
    refuseSilence(tools, tried)
    if (tried.connection.received !== '') judge(tools, tried.connection)
    return tools.fail(id, compared(tried))
  }
}

/** Sends a request in pieces: `cuts` are the places where it is cut. */
export async function echoInPieces(
  tools: HttpTools, body: Buffer, cuts: number[], pauseMs = 20,
): Promise<Echo> {
  const connection = await open(tools)
  const request = post(body)
  let start = 0
  for (const cut of cuts) {
    connection.write(request.subarray(start, cut))
    // Otherwise the system would join the pieces again.
    await connection.untilRead(pauseMs)
    start = cut
  }
  const hasEndedEarly = connection.ending !== undefined
  connection.write(request.subarray(start))
  await waitForAnswer(connection)
  return { connection, body, hasEndedEarly }
}

/**
 * Fails if a connection ended without a byte, though the whole request had been sent. If the
 * program crashed, that is reported instead.
 */
export function refuseSilence(
  { fail }: Pick<HttpTools, 'fail'>, { connection, hasEndedEarly = false }: Echo,
): void {
  if (connection.received === '' && connection.ending !== undefined && !hasEndedEarly) {
    fail('closed-without-answer', { exchange: connection })
  }
}

/** Says whether the response is a success whose body is the one that was sent. */
export function isEcho({ connection, body }: Echo): boolean {
  const answer = findAnswer(connection)
  return answer !== undefined && isSuccess(answer.status) && answer.body === toByteText(body)
}

export const isSuccess = (status: number) => status >= 200 && status < 300

/** The status of a response that never has a body, 204 or 304, or undefined for any other. */
export function bodilessStatus({ received }: RawConnection): number | undefined {
  const status = /^HTTP\/1\.[01] (204|304)\b/.exec(received)?.[1]
  return status === undefined ? undefined : Number(status)
}

/** Evidence of a wrong status. */
export function evidence(exchange: RawConnection, expected: string, status: number) {
  return { exchange, mark: 'status', expected, actual: `the status ${status}` } as const
}

/** Evidence of a body that didn't come back. */
export function compared({ connection, body }: Echo) {
  const answer = findAnswer(connection)
  const hasStatus = answer !== undefined && !isSuccess(answer.status)
  return {
    exchange: connection,
    mark: hasStatus ? 'status' : 'body',
    expected: `the body ${shown(toByteText(body))}`,
    actual: hasStatus ? `the status ${answer.status}` : shownAnswer(connection),
  } as const
}

function shownAnswer(connection: RawConnection): string {
  if (connection.received === '') return 'no response at all'
  const answer = findAnswer(connection)
  if (answer?.body === '') return 'an empty body'
  const size = answer === undefined ? '' : `${answer.body.length} bytes: `
  return size + shown(answer?.body ?? connection.received)
}

/** Bytes as a text, shortened. */
export function shown(bytes: string): string {
  if (bytes === '') return 'nothing'
  return JSON.stringify(readByteText(bytes.length > 80 ? `${bytes.slice(0, 80)}…` : bytes))
}
