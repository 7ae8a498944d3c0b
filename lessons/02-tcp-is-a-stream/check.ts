// Talks in lines to an echo server, and cuts the bytes at the worst places.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { isRefused } from '../../src/course/check/session.ts'
import { findings } from './findings.ts'
import { evidence, findMistake, open, textOf, type LineMistake, type LineTools } from './lines.ts'

const goodbyeMs = 700
const longestPauseMs = 1_200

// For steps that wait for the program many times: on a busy machine that adds up.
const patient = { deadlineMs: 10_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('Responds to a line with its number', async (tools) => {
      const { fresh } = tools
      const connection = await open(tools)
      const [line, next] = [`${fresh.word()} ${fresh.word()}`, fresh.word()]
      connection.write(`${line}\n`)
      await expectLines(tools, connection, [line])
      connection.write(`${next}\n`)
      await expectLines(tools, connection, [line, next])
    }),
    step('Puts a line together that comes byte by byte', async (tools) => {
      const connection = await open(tools)
      const line = tools.fresh.word()
      await connection.writeInPieces(`${line}\n`, 1, 2)
      const mistake = await findMistake(tools, connection, [line])
      if (mistake === undefined) return
      // The step before sent two lines, over another connection.
      const isSharedCount = textOf(connection) === `3: ${line}\n`
      if (isSharedCount) return tools.fail('shared-buffer', evidence(connection, [line]))
      // Each letter was read alone, but the first two got one response: the program waited for a
      // pause, which came after the line or, on a busy machine, in the middle of it.
      const text = textOf(connection)
      const isPause = text.startsWith(`1: ${line.slice(0, 2)}`) && text.includes('\n2: ')
      const id = isPause ? 'unfinished-line-answered' : pieceMistake(mistake)
      return tools.fail(id, evidence(connection, [line]))
    }),
    step('Takes lines apart that come together', async (tools) => {
      const words = [tools.fresh.word(), tools.fresh.word(), tools.fresh.word()]
      const together = await open(tools)
      together.write(words.map((word) => `${word}\n`).join(''))
      await expectLines(tools, together, words, pieceMistake)
      together.destroy()
      await expectHalfLine(tools, words)
    }),
    step('Waits for the rest of a line', async (tools) => {
      const { fresh, fail } = tools
      const connection = await open(tools)
      const [line, start, rest] = [fresh.word(), fresh.word(), fresh.word()]
      const before = performance.now()
      connection.write(`${line}\n`)
      await expectLines(tools, connection, [line])
      // A program that waits for a silence has just shown how long it waits.
      const pauseMs = Math.min(300 + 2 * (performance.now() - before), longestPauseMs)
      connection.write(start)
      const hasMore = () => textOf(connection) !== `1: ${line}\n`
      if (await connection.waitFor(hasMore, pauseMs) === 'came') {
        return fail('unfinished-line-answered', evidence(connection, [line]))
      }
      connection.write(`${rest}\n`)
      await expectLines(tools, connection, [line, `${start}${rest}`], pieceMistake)
    }),
    step('Keeps letters whole that are cut in the middle', async (tools) => {
      const connection = await open(tools)
      const line = `${tools.fresh.foreignText()} ü語🌱`
      await connection.writeInPieces(`${line}\n`, 1, 2)
      const isBroken = (id: LineMistake) => id === 'line-changed'
      await expectLines(tools, connection, [line], (id) => isBroken(id) ? 'broken-characters' : id)
    }, patient),
    step('Keeps two clients apart', keepsApart),
    step('Finds the line breaks wherever the bytes are cut', async (tools) => {
      const lines = [tools.fresh.word(), tools.fresh.word().slice(2)]
      const bytes = lines.map((line) => `${line}\n`).join('')
      await Promise.all(Array.from(bytes, async (_, cut) => {
        const connection = await open(tools)
        connection.write(bytes.slice(0, cut))
        await connection.untilRead()
        connection.write(bytes.slice(cut))
        await expectLines(tools, connection, lines, pieceMistake)
      }))
    }, patient),
    step('Gives every line back as it came', async (tools) => {
      const lines = tools.fresh.shuffle(hostileLines(tools.fresh.word()))
      const connection = await open(tools)
      await connection.writeInPieces(lines.map((line) => `${line}\n`).join(''), 9, 1)
      await expectLines(tools, connection, lines)
    }, patient),
    step('Goes on counting, and loses nothing of much', async (tools) => {
      const { fresh } = tools
      const words = [fresh.word(), fresh.word(), '', fresh.word()]
      const lines = Array.from({ length: fresh.integer(1_010, 1_200) }, () => fresh.pick(words))
      lines[fresh.integer(5, 900)] = fresh.word().repeat(6_000)
      const text = lines.map((line) => `${line}\n`).join('')
      const middle = fresh.integer(1, text.length - 1)
      const connection = await open(tools)
      connection.write(text.slice(0, middle))
      await connection.untilRead()
      connection.write(text.slice(middle))
      const isOther = (id: LineMistake) => id.startsWith('wrong-') || id === 'closed-early'
      await expectLines(tools, connection, lines, (id) => isOther(id) ? id : 'bytes-dropped')
    }),
    step('Responds to everything that came before the end', async (tools) => {
      const connection = await open(tools)
      const lines = [tools.fresh.word(), tools.fresh.word(), tools.fresh.word()]
      connection.write(lines.map((line) => `${line}\n`).join(''))
      connection.end()
      const isLost = (id: LineMistake) => id === 'no-echo' || id === 'closed-early'
      await expectLines(tools, connection, lines, (id) => isLost(id) ? 'answers-lost' : id)
    }),
    step('Closes when the client has ended its side', async (tools) => {
      // With and without a line that nobody finished.
      for (const unfinished of [tools.fresh.word(), '']) {
        const connection = await open(tools)
        const line = tools.fresh.word()
        connection.write(`${line}\n${unfinished}`)
        await expectLines(tools, connection, [line])
        connection.end()
        if (await connection.waitForEnd(goodbyeMs) === 'timeout') {
          return tools.fail('never-closes', {
            exchange: connection, expected: 'the connection is closed', actual: 'it is open',
          })
        }
      }
    }),
    step('Lives on when a client is cut off', livesOn),
  ],
})

// Lines that a program may take for something else.
function hostileLines(word: string): string[] {
  return [
    '', `  ${word} `, '', `\t${word}\t`, `Zoë "Z" O'Neil & Co <${word}>`, `1: ${word}`, '0', ' ',
    'null', `${word}:${word}: `, '-5', '1e99', String.raw`a\n${word}\\`, '%s %d %% %2B+%zz',
    `${word}%41%20`, `${word}\v${word}\f${word}\u0085`,
    "$& $1 $' $$",
    word.toUpperCase(), `  ${word}  ${word}`, 'exit', 'quit', `caf\u0065\u0301 ${word}`, '🚲🌍',
    `${word}\u0000${word}`,
  ]
}

async function expectLines(
  tools: LineTools,
  connection: RawConnection,
  lines: readonly string[],
  rename: (mistake: LineMistake) => Mistake = (mistake) => mistake,
): Promise<void> {
  const mistake = await findMistake(tools, connection, lines)
  if (mistake !== undefined) tools.fail(rename(mistake), evidence(connection, lines))
}

type Mistake = keyof typeof findings

// The same lines came back right when each was in a piece of its own.
function pieceMistake(mistake: LineMistake): Mistake {
  const isOther = mistake === 'closed-early' || mistake === 'wrong-number'
  return isOther ? mistake : 'one-event-one-message'
}

// Two whole lines and the beginning of the third: the two are answered, the third one is not.
async function expectHalfLine(tools: LineTools, words: readonly string[]): Promise<void> {
  const { fail } = tools
  const connection = await open(tools)
  const text = words.map((word) => `${word}\n`).join('')
  connection.write(text.slice(0, -3))
  const whole = words.slice(0, -1)
  const mistake = await findMistake(tools, connection, whole)
  if (mistake === 'no-echo') return fail('line-held-back', evidence(connection, whole))
  const [, , third] = textOf(connection).split('\n')
  if (third?.includes(words.at(-1)?.slice(0, -2) ?? '')) {
    return fail('unfinished-line-answered', evidence(connection, whole))
  }
  if (mistake !== undefined) return fail(mistake, evidence(connection, whole))
  connection.write(text.slice(-3))
  await expectLines(tools, connection, words, pieceMistake)
}

async function keepsApart(tools: LineTools): Promise<void> {
  const { fresh, fail } = tools
  const [first, second] = [await open(tools), await open(tools)]
  const [one, other, third] = [`${fresh.word()} 語`, `${fresh.word()} ü`, fresh.word()]
  const [oneBytes, otherBytes] = [Buffer.from(one), Buffer.from(other)]
  // Each client waits in the middle of a letter.
  first.write(oneBytes.subarray(0, -1))
  await first.untilRead()
  second.write(`${third}\n`)
  const silence = await findMistake(tools, second, [third])
  if (second.received === '') return fail('one-at-a-time', evidence(second, [third]))
  if (silence !== undefined) {
    return fail(silence === 'closed-early' ? silence : 'shared-buffer', evidence(second, [third]))
  }
  second.write(otherBytes.subarray(0, -1))
  await second.untilRead()
  first.write(Buffer.concat([oneBytes.subarray(-1), Buffer.from('\n')]))
  await expectLines(tools, first, [one], apartMistake)
  second.write(Buffer.concat([otherBytes.subarray(-1), Buffer.from('\n')]))
  await expectLines(tools, second, [third, other], apartMistake)
  // The first one hears nothing of what the second one said.
  await expectLines(tools, first, [one], apartMistake)
}

// A decoder that clients share has shown itself before: the line of the second client was broken.
function apartMistake(mistake: LineMistake): Mistake {
  const isOwn = mistake === 'broken-characters' || mistake === 'closed-early'
  return isOwn ? mistake : 'shared-buffer'
}

async function livesOn(tools: LineTools): Promise<void> {
  const { fresh, fail } = tools
  const [bystander, lost] = [await open(tools), await open(tools)]
  const [half, line, next] = [fresh.word(), fresh.word(), fresh.word()]
  bystander.write(half)
  lost.write(`${fresh.word()}\n${fresh.word()}`)
  await lost.waitFor((received) => received !== '', goodbyeMs)
  lost.reset()
  await bystander.untilRead()
  const fresher = await tools.connect()
  fresher.write(`${next}\n`)
  await fresher.waitFor((received) => received !== '', goodbyeMs)
  if (fresher.ending !== undefined && isRefused(await tools.connect())) {
    // A program that has only stopped listening keeps the connections that it has.
    const hasEnded = bystander.ending !== undefined
    return fail(hasEnded ? 'ended-by-lost-client' : 'stopped-listening', evidence(fresher, [next]))
  }
  await expectLines(tools, fresher, [next], (id) => id === 'line-changed' ? 'shared-buffer' : id)
  if (bystander.ending !== undefined) return fail('others-cut-off', evidence(bystander, [half]))
  bystander.write(`${line}\n`)
  const mixed = (id: LineMistake) => id === 'closed-early' ? 'others-cut-off' : id
  await expectLines(tools, bystander, [`${half}${line}`], mixed)
}
