// Sends raw bytes to the program, each time with one thing changed: the spelling of a header, the
// characters of the body, the places where the bytes are cut.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { readByteText } from '../../src/course/check/report.ts'
import { findings } from './findings.ts'
import {
  echoMuch, echoNothing, findTheLength, goOn, liveOn, refuseTheRest, stopAtTheLength,
} from './hostile.ts'
import { findAnswer, judge, waitForAnswer } from './judge.ts'
import {
  bodilessStatus, compared, echo, echoEach, echoInPieces, evidence, exchange, get, isEcho, letters,
  open, post, refuseSilence, type Echo, type HttpTools,
} from './requests.ts'

// For steps that wait for the program many times: on a busy machine, that adds up.
const patient = { deadlineMs: 10_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('GET / gets 200 and a text', async (tools) => {
      const connection = await exchange(tools, get('/'))
      const bodiless = bodilessStatus(connection)
      if (bodiless !== undefined) {
        const expected = 'the status 200, and a body'
        return tools.fail('wrong-status', evidence(connection, expected, bodiless))
      }
      const { status, body } = judge(tools, connection)
      if (status !== 200) {
        return tools.fail('wrong-status', evidence(connection, 'the status 200', status))
      }
      if (body === '') return tools.fail('no-text', { exchange: connection, mark: 'head' })
    }),
    step("A path that doesn't exist gets 404", async (tools) => {
      const { fresh } = tools
      for (const path of [fresh.word(), `${fresh.word()}.html`, `${fresh.word()}/`]) {
        await expectMissing(tools, `/${path}`)
      }
    }),
    step('POST /echo returns the body', async (tools) => {
      // One spelling is enough here: the next step is about the others.
      const names = ['Content-Length', 'content-length']
      const word = tools.fresh.word()
      const bodies = [letters(word), letters(word.slice(1)), letters(word.slice(2))]
      const tried = await Promise.all(names.map((name) =>
        Promise.all(bodies.map((body) => echo(tools, body, name)))))
      if (tried.some((echoes) => echoes.every(isEcho))) return
      const first = tried[0]?.find((each) => !isEcho(each))
      if (first === undefined) return
      refuseSilence(tools, first)
      const { connection } = first
      const bodiless = bodilessStatus(connection)
      if (bodiless !== undefined) {
        const expected = 'the status 200, and the body'
        return tools.fail('no-echo', evidence(connection, expected, bodiless))
      }
      if (connection.received !== '') judge(tools, connection)
      return tools.fail('no-echo', compared(first))
    }),
    step('A header is found however its name is written', async (tools) => {
      const names = tools.fresh.shuffle([
        'Content-Length', 'content-length', 'CONTENT-LENGTH', 'content-LENGTH',
      ])
      await echoEach(
        tools,
        names.map((name) => [letters(tools.fresh.word()), name]),
        'header-names-by-case',
      )
    }),
    step('The space after the colon may be missing', async (tools) => {
      const body = letters(tools.fresh.word())
      await echoEach(
        tools,
        [':', ':   ', ':\t', ':\t '].map((colon) => [body, 'Content-Length', colon]),
        'space-after-colon',
      )
    }),
    step('Lengths are counted in bytes', async (tools) => {
      const tried = await echo(tools, letters(tools.fresh.foreignText()))
      refuseSilence(tools, tried)
      if (tried.connection.received === '') {
        return tools.fail('body-counted-in-characters', compared(tried))
      }
      judge(tools, tried.connection)
      if (!isEcho(tried)) return tools.fail('bytes-as-text', compared(tried))
    }),
    step('The head arrives in pieces', async (tools) => {
      const body = letters(tools.fresh.word())
      const request = post(body)
      // In the middle of a name, and in the middle of the empty line.
      const cuts = [request.indexOf('Length'), request.length - body.length - 2]
      for (const cut of cuts) {
        const tried = await echoInPieces(tools, body, [cut])
        refuseSilence(tools, tried)
        if (!isEcho(tried)) return tools.fail('one-event-one-message', compared(tried))
      }
    }),
    step('The body arrives later than the head', async (tools) => {
      const body = letters(`${tools.fresh.word()} über ${tools.fresh.word()}`)
      const headLength = post(body).length - body.length
      // The second cut is in the middle of the ü.
      const tried = await echoInPieces(tools, body, [
        headLength, headLength + body.indexOf(0xc3) + 1,
      ])
      refuseSilence(tools, tried)
      if (isEcho(tried)) return
      const isBroken = readByteText(tried.connection.received).includes('�')
      return tools.fail(isBroken ? 'broken-characters' : 'body-not-awaited', compared(tried))
    }),
    step('The last byte arrives late', async (tools) => {
      const body = letters(tools.fresh.word())
      const tried = await echoInPieces(tools, body, [post(body).length - 1], latePauseMs)
      refuseSilence(tools, tried)
      if (!isEcho(tried)) return tools.fail('body-not-awaited', compared(tried))
    }),
    step('Two clients at once', async (tools) => {
      const { fresh } = tools
      const [first, second] = [await open(tools), await open(tools)]
      const bodies = [letters(fresh.word()), letters(fresh.word())] as const
      const request = post(bodies[0])
      first.write(request.subarray(0, 30))
      await first.untilRead()
      second.write(post(bodies[1]))
      await waitForAnswer(second)
      first.write(request.subarray(30))
      await waitForAnswer(first)
      for (const tried of [
        { connection: second, body: bodies[1] },
        { connection: first, body: bodies[0] },
      ]) {
        if (!isEcho(tried)) return tools.fail('shared-buffer', compared(tried))
      }
    }),
    step('An empty line in the body belongs to it', async (tools) => {
      const { fresh } = tools
      const body = `${fresh.word()}\r\n\r\n${fresh.word()}\r\n\r\n${fresh.word()}`
      await echoEach(tools, [[letters(body)]], 'body-cut-at-blank-line')
    }),
    step("A body that isn't text comes back as it was", async (tools) => {
      const bytes =
        Buffer.from(tools.fresh.shuffle(Array.from({ length: 256 }, (_, value) => value)))
      const spaces = letters(`\n  ${tools.fresh.word()} \r\n\n`)
      await echoEach(tools, [[bytes], [spaces]], 'bytes-as-text')
    }),
    step('Other methods and paths are refused', refuseTheRest, patient),
    step('The length is found among other headers', findTheLength),
    step('An empty body comes back too', echoNothing),
    step('The next request on the same connection', goOn),
    step("What comes after the body doesn't belong to it", stopAtTheLength),
    step("Strange clients don't harm the next one", liveOn, patient),
    step('The bytes may be cut anywhere', cutEverywhere, patient),
    step('A large body comes back', echoMuch, patient),
  ],
})

const latePauseMs = 400

async function expectMissing(tools: HttpTools, target: string): Promise<void> {
  const connection = await exchange(tools, get(target))
  const { status } = judge(tools, connection)
  if (status === 404 || status === 410) return
  const greeting = await exchange(tools, get('/'))
  const other = await echo(tools, letters(tools.fresh.word()))
  if (findAnswer(other.connection)?.body === findAnswer(greeting)?.body) {
    return tools.fail('always-the-same-answer', compared(other))
  }
  return tools.fail('unknown-path', evidence(connection, 'the status 404', status))
}

// In two pieces, cut at every place of the body, around the end of the head and at some places of
// the head; then in pieces of seven bytes.
async function cutEverywhere(tools: HttpTools): Promise<void> {
  const { fresh, fail } = tools
  const body = letters(fresh.word().repeat(2).slice(fresh.integer(6, 9)))
  const { length } = post(body)
  const bodyStart = length - body.length
  const anywhere = Array.from({ length: 3 }, () => fresh.integer(1, bodyStart - 6))
  const nearEnd = Array.from({ length: body.length + 5 }, (_, index) => length - 1 - index)
  const refuse = (tried: Echo, isInHead: boolean) => {
    if (isEcho(tried)) return
    refuseSilence(tools, tried)
    fail(isInHead ? 'one-event-one-message' : 'body-not-awaited', compared(tried))
  }
  await Promise.all([...anywhere, ...nearEnd].map(async (cut) => {
    refuse(await echoInPieces(tools, body, [cut]), cut < bodyStart)
  }))
  const everywhere = Array.from({ length: Math.floor(length / 7) }, (_, index) => index * 7 + 1)
  refuse(await echoInPieces(tools, body, everywhere, 0), true)
}
