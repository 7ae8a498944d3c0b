// Talks in lines to an echo server, and cuts the bytes at the worst places.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { RawConnection } from '../../src/course/check/rawConnection.ts'
import { readByteText } from '../../src/course/check/report.ts'

const answerMs = 700

export const check = defineCheck({
  findings: {
    'no-echo': {
      title: 'A whole line came in, and no numbered line came back',
      why: 'The client sent a line with its end. It waits for the answer: the number, a colon, a '
        + 'space, the line, and a line break.',
      hint: 'What does your program do when a line is complete? '
        + 'Is the line break there at the end?',
      read: 'lesson:tcp-is-a-stream',
    },
    'wrong-form': {
      title: 'A line came back, but not in the form that was agreed',
      why: 'The client reads what it was promised: the number, a colon, a space, the line, and a '
        + 'line break. It may wait for ever for the last of them.',
      hint: 'Compare the two texts below, letter by letter.',
      read: 'lesson:tcp-is-a-stream',
    },
    'wrong-number': {
      title: 'A line came back with another number than its own',
      why: 'The first line of a conversation has the number 1, the next one the number 2.',
      hint: 'At which number does your count begin, and how often is it set to that number?',
      read: 'lesson:tcp-is-a-stream',
    },
    'empty-rest-answered': {
      title: 'You answered a line that nobody sent',
      why: 'After the last line break the next line begins, and nothing of it has come yet. Cut at '
        + 'the line breaks, a text gives that empty beginning as its last part.',
      hint: "How many parts does 'hello\\n'.split('\\n') have? Is the last one a line?",
      read: 'lesson:tcp-is-a-stream',
    },
    'answered-again': {
      title: 'You answered a line that had been answered already',
      why: 'Only what comes after the last line break may wait for more. A whole line that is kept '
        + 'comes back with every piece that arrives.',
      hint: 'What is left of the text after its whole lines have been answered?',
      read: 'lesson:tcp-is-a-stream',
    },
    'closed-early': {
      title: 'You closed the connection, and the client had more to say',
      why: 'A conversation has many lines. It is over when the client says goodbye.',
      hint: 'Which call sends a text, and which one sends a text and then closes?',
      read: 'lesson:tcp-is-a-stream',
    },
    'one-event-one-message': {
      title: 'You took one data event for one message',
      why: 'TCP carries a stream of bytes. It may deliver a line in ten pieces, or ten lines in '
        + 'one piece: where the pieces end means nothing.',
      hint: 'What if data is only "he", and "llo" comes later? What if it is "one\\ntwo\\n"?',
      read: 'RFC 9293, section 3.4',
    },
    'broken-characters': {
      title: 'A letter of several bytes did not come back whole',
      why: 'In UTF-8 many letters are two, three or four bytes. '
        + 'When each piece becomes text on its own, a letter that lies across the seam is lost.',
      hint: 'Who waits for the second half of a letter: your program, or the socket?',
      read: 'RFC 3629, section 3',
    },
    'shared-buffer': {
      title: 'Two clients got mixed up',
      why: 'A server talks to many at once. What belongs to one conversation must not lie where '
        + 'all of them write. In a real server one visitor would read what another one typed.',
      hint: 'Which variables stand outside of the function that createServer '
        + 'calls for each client?',
      read: 'lesson:tcp-is-a-stream',
    },
    'never-closes': {
      title: 'The client said goodbye, and your server keeps the connection',
      why: 'Each open connection costs memory and a number that the system has only so many of. A '
        + 'server that never closes stops accepting some day.',
      hint: 'Which event tells you that the other side has ended? What must you call then?',
      read: 'RFC 9293, section 3.6',
    },
    crashed: {
      title: 'One client was cut off, and your whole server ended',
      why: 'A lost connection is an error event. Without anybody who hears it, Node ends the '
        + 'program, and all other clients are lost with it.',
      hint: "Is there a line that begins with socket.on('error'?",
      read: 'lesson:tcp-is-a-stream',
    },
  },
  steps: [
    step('Answers a line with its number', async ({ connect, fresh, fail }) => {
      const connection = await connect()
      const [line, next] = [`${fresh.word()} ${fresh.word()}`, fresh.word()]
      connection.write(`${line}\n`)
      if (!await answers(connection, [`1: ${line}`])) {
        return fail(formMistake(connection, line), evidence(connection, [`1: ${line}`]))
      }
      connection.write(`${next}\n`)
      const wanted = [`1: ${line}`, `2: ${next}`]
      if (await answers(connection, wanted)) return
      const isAgain = connection.received.split(line).length > 2
      const id = connection.ending !== undefined ? 'closed-early' : formMistake(connection, next)
      return fail(isAgain ? 'answered-again' : id, evidence(connection, wanted))
    }),
    step('Puts a line together that comes byte by byte', async ({ connect, fresh, fail }) => {
      const connection = await connect()
      const line = fresh.word()
      await connection.writeInPieces(`${line}\n`, 1, 2)
      if (!await answers(connection, [`1: ${line}`])) {
        const id = hasOtherNumbers(connection, line) ? 'shared-buffer' : 'one-event-one-message'
        return fail(id, evidence(connection, [`1: ${line}`]))
      }
    }),
    step('Takes lines apart that come together', async ({ connect, fresh, fail }) => {
      const connection = await connect()
      const words = [fresh.word(), fresh.word(), fresh.word()]
      connection.write(words.map((word) => `${word}\n`).join(''))
      const wanted = words.map((word, index) => `${index + 1}: ${word}`)
      if (!await answers(connection, wanted)) {
        return fail('one-event-one-message', evidence(connection, wanted))
      }
    }),
    step('Keeps letters whole that are cut in the middle', async ({ connect, fresh, fail }) => {
      const connection = await connect()
      const line = fresh.foreignText()
      await connection.writeInPieces(`${line}\n`, 1, 2)
      if (!await answers(connection, [`1: ${line}`])) {
        return fail('broken-characters', evidence(connection, [`1: ${line}`]))
      }
    }),
    step('Keeps two clients apart', async ({ connect, fresh, fail }) => {
      const [first, second] = [await connect(), await connect()]
      const [one, other] = [fresh.word(), fresh.word()]
      first.write(one.slice(0, 3))
      await first.untilRead()
      second.write(`${other.slice(0, 2)}`)
      await second.untilRead()
      first.write(`${one.slice(3)}\n`)
      const firstIsRight = await answers(first, [`1: ${one}`])
      second.write(`${other.slice(2)}\n`)
      if (!firstIsRight) return fail('shared-buffer', evidence(first, [`1: ${one}`]))
      if (!await answers(second, [`1: ${other}`])) {
        return fail('shared-buffer', evidence(second, [`1: ${other}`]))
      }
    }),
    step('Closes when the client has said goodbye', async ({ connect, fresh, fail }) => {
      const connection = await connect()
      const line = fresh.word()
      connection.write(`${line}\n`)
      await answers(connection, [`1: ${line}`])
      connection.end()
      if (await connection.waitForEnd(answerMs) === 'timeout') {
        return fail('never-closes', {
          exchange: connection, expected: 'the connection is closed', actual: 'it is open',
        })
      }
    }),
    step('Lives on when a client is cut off', async ({ connect, fresh, fail }) => {
      const lost = await connect()
      lost.write(`${fresh.word()}\n`)
      await lost.waitFor((received) => received !== '', answerMs)
      lost.reset()
      await lost.untilRead()
      const next = await connect()
      const line = fresh.word()
      next.write(`${line}\n`)
      if (!await answers(next, [`1: ${line}`])) {
        return fail('crashed', evidence(next, [`1: ${line}`]))
      }
    }),
  ],
})

type Form = 'no-echo' | 'empty-rest-answered' | 'wrong-form' | 'wrong-number'

function formMistake(connection: RawConnection, line: string): Form {
  if (/^\d+: ?$/m.test(connection.received)) return 'empty-rest-answered'
  if (hasOtherNumbers(connection, line)) return 'wrong-number'
  return connection.received.includes(line) ? 'wrong-form' : 'no-echo'
}

// The last line is as it should be, but for its number.
function hasOtherNumbers({ received }: RawConnection, line: string): boolean {
  return new RegExp(`^\\d+: ${line}\\r?\\n$`, 'm').test(received)
}

// Waits until that many lines came, and says whether they are the ones that were wanted.
async function answers(connection: RawConnection, wanted: readonly string[]): Promise<boolean> {
  const text = `${wanted.join('\n')}\n`
  await connection.waitFor((received) => received.length >= Buffer.byteLength(text), answerMs)
  // The line break may be that of Windows.
  return readByteText(connection.received).replaceAll('\r\n', '\n') === text
}

function evidence(connection: RawConnection, wanted: readonly string[]) {
  return {
    exchange: connection,
    mark: { start: 0, end: connection.received.length },
    expected: JSON.stringify(`${wanted.join('\n')}\n`),
    actual: connection.received === ''
      ? 'nothing came'
      : JSON.stringify(readByteText(connection.received)),
  }
}
