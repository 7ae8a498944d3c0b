// Asks for addresses with every trap that a URL has.

import { isDeepStrictEqual } from 'node:util'
import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'

export const check = defineCheck({
  findings: {
    'not-found': {
      title: 'An address that should be answered was not, or with another value',
      why: 'The address is made as the exercise says, without any trap in it.',
      hint: 'Write down the segments of the path. What does your code do with each of them?',
      read: 'lesson:urls-and-parameters',
    },
    'repeated-keys-lost': {
      title: 'A name stands twice in the query, and one of the values was lost',
      why: 'Checkboxes and filters send one name several times. Every value counts.',
      hint: 'Which method of URLSearchParams gives more than one value?',
      read: 'https://url.spec.whatwg.org/#interface-urlsearchparams',
    },
    'split-by-hand': {
      title: 'The query has a second question mark, and you cut it off there',
      why: 'Only the first question mark of a URL begins the query. All others are data in it.',
      hint: "What does '/notes?tag=a?b'.split('?') give?",
      read: 'RFC 3986, section 3.4',
    },
    'query-not-decoded': {
      title: 'A value of the query was not decoded as it should be',
      why: 'In a query %20 and + are both a space, and letters outside of ASCII come as bytes.',
      hint: 'Did you take the query apart by hand? Who does it for you?',
      read: 'https://url.spec.whatwg.org/#urlencoded-parsing',
    },
    'junk-accepted-as-number': {
      title: 'Something that is no number was taken for one',
      why: 'parseInt stops at the first letter, and Number takes an empty text for 0. '
        + 'Then somebody reads a note that he did not ask for.',
      hint: 'Does your check look at the whole text, from its first to its last character?',
      read: 'lesson:urls-and-parameters',
    },
    'good-number-refused': {
      title: 'A good number was refused',
      why: 'It has digits and nothing else, and does not begin with 0.',
      hint: 'Which texts does your pattern accept? Try it with one digit, and with five.',
      read: 'lesson:urls-and-parameters',
    },
    'decoded-too-early': {
      title: 'An encoded slash was taken for a separator',
      why: '%2F is how a slash gets into a segment without ending it. Who decodes first cannot '
        + 'tell the two any more, and an attacker reaches files in other folders with it.',
      hint: 'In which order do you split and decode?',
      read: 'RFC 3986, section 2.4',
    },
    'decoded-twice': {
      title: 'The segment was decoded twice',
      why: '%2520 means the text %20, which somebody may have in a name. Decoded once more it is '
        + 'another name, and %252F gets a slash past every check that came before.',
      hint: 'How many times does the segment go through decodeURIComponent?',
      read: 'RFC 3986, section 2.4',
    },
    'not-decoded': {
      title: 'The segment came back with its percent signs',
      why: 'The client encoded the name so that it can travel. It means the name without them.',
      hint: 'Which function turns %20 into a space again?',
      read: 'RFC 3986, section 2.1',
    },
    'decode-crash-is-a-500': {
      title: 'A broken escape was answered with 5xx',
      why: '%zz is the client\'s mistake. A 500 says that the server failed, '
        + 'and wakes somebody up.',
      hint: 'What does decodeURIComponent do with %zz, and who catches it?',
      read: 'RFC 9110, section 15.5.1',
    },
    crashed: {
      title: 'An address ended your server',
      why: 'decodeURIComponent throws for %zz, and new URL for some addresses too. '
        + 'Anybody can send them.',
      hint: 'Which line threw, and which try is around it?',
      read: 'lesson:urls-and-parameters',
    },
    'broken-escape-accepted': {
      title: 'A path with a broken escape was answered as if it were fine',
      why: 'Nobody can know which name was meant.',
      hint: 'What does your program do with %zz in a path?',
      read: 'RFC 3986, section 2.1',
    },
    'host-taken-from-the-path': {
      title: '//shop.example/notes/1 was answered like /notes/1',
      why: 'new URL takes what follows two slashes for a host, and the path begins behind it. '
        + 'Rules that look at the path are then gone around, and redirects lead to other sites.',
      hint: 'What is new URL("//shop.example/notes/1", "http://localhost").pathname?',
      read: 'lesson:urls-and-parameters',
    },
    'dots-resolved': {
      title: '/files/../notes/1 was answered like /notes/1',
      why: 'A path is what was sent. Who resolves the dots before looking at it lets one address '
        + 'pretend to be another.',
      hint: 'Which part of your program takes ../ for a step back?',
      read: 'lesson:urls-and-parameters',
    },
  },
  steps: [
    step('Path and query are taken apart', async ({ send, fail, fresh }) => {
      const id = fresh.integer(1, 99_999)
      const [tag, limit] = [fresh.word(), fresh.integer(1, 99)]
      const rows = [
        [`/notes/${id}`, { id }],
        [`/notes/${id}?tag=${tag}`, { id }],
        [`/notes?tag=${tag}&limit=${limit}`, { tags: [tag], limit }],
        ['/notes', { tags: [], limit: 20 }],
        [`/files/${tag}.txt`, { name: `${tag}.txt` }],
      ] as const
      for (const [target, body] of rows) {
        const exchange = await send({ target })
        if (!says(exchange, body)) return fail('not-found', told(exchange, body))
      }
    }),
    step('Every value of a name counts', async ({ send, fail, fresh }) => {
      const tags = [fresh.word(), fresh.word(), fresh.word()]
      const exchange = await send({ target: `/notes?${tags.map((tag) => `tag=${tag}`).join('&')}` })
      if (!says(exchange, { tags })) return fail('repeated-keys-lost', told(exchange, { tags }))
    }),
    step('Only the first question mark counts', async ({ send, fail, fresh }) => {
      const tags = [`${fresh.word()}?${fresh.word()}=/?`]
      const exchange = await send({ target: `/notes?tag=${tags[0]}` })
      if (!says(exchange, { tags })) return fail('split-by-hand', told(exchange, { tags }))
    }),
    step('Values of the query are decoded', async ({ send, fail, fresh }) => {
      const tags = [`${fresh.word()} & ${fresh.foreignText()}`]
      const query = encodeURIComponent(tags[0] ?? '').replace('%20', '+')
      const exchange = await send({ target: `/notes?tag=${query}` })
      if (!says(exchange, { tags })) return fail('query-not-decoded', told(exchange, { tags }))
    }),
    step('Numbers are numbers', async ({ send, fail, fresh }) => {
      const number = fresh.integer(10, 99)
      for (const junk of [
        `${number}abc`, `${number}.5`, '1e3', '0x1f', '-1', '%20', `${number}%20`, '+5', 'NaN',
      ]) {
        const exchange = await send({ target: `/notes/${junk}` })
        if (exchange.answer.status < 400) {
          return fail('junk-accepted-as-number', toldStatus(exchange, '404 or 400'))
        }
        if (exchange.answer.status >= 500) {
          return fail('decode-crash-is-a-500', toldStatus(exchange, '404 or 400'))
        }
      }
      for (const junk of [`${number}abc`, '', 'ten']) {
        const exchange = await send({ target: `/notes?limit=${junk}` })
        if (exchange.answer.status < 400) {
          return fail('junk-accepted-as-number', toldStatus(exchange, '400'))
        }
      }
      for (const good of ['1', '10000']) {
        const exchange = await send({ target: `/notes/${good}` })
        if (!says(exchange, { id: Number(good) })) {
          return fail('good-number-refused', told(exchange, { id: Number(good) }))
        }
      }
    }),
    step('An encoded slash is data', async ({ send, fail, fresh }) => {
      const name = `${fresh.word()}/${fresh.word()} ${fresh.foreignText()}.txt`
      const exchange = await send({ target: `/files/${encodeURIComponent(name)}` })
      if (says(exchange, { name })) return
      const isEncoded = exchange.answer.text.includes('%2')
      return fail(isEncoded ? 'not-decoded' : 'decoded-too-early', told(exchange, { name }))
    }),
    step('A segment is decoded once', async ({ send, fail, fresh }) => {
      const name = `${fresh.word()}%20${fresh.word()}%2F.txt`
      const exchange = await send({ target: `/files/${encodeURIComponent(name)}` })
      if (!says(exchange, { name })) return fail('decoded-twice', told(exchange, { name }))
    }),
    step('A broken escape is the client\'s mistake', async ({ send, fail }) => {
      for (const target of ['/files/%zz', '/files/100%', '/files/%C3%28']) {
        const exchange = await send({ target })
        const { status } = exchange.answer
        if (status >= 500) return fail('decode-crash-is-a-500', toldStatus(exchange, '400'))
        if (status < 400) return fail('broken-escape-accepted', toldStatus(exchange, '400'))
      }
    }),
    step('Two slashes are no host', async ({ send, fail, fresh }) => {
      for (const target of [`//${fresh.word()}.example/notes/1`, '//', '///notes/1']) {
        const exchange = await send({ target })
        const { status } = exchange.answer
        if (status < 400) {
          return fail('host-taken-from-the-path', toldStatus(exchange, '404 or 400'))
        }
        if (status >= 500) return fail('decode-crash-is-a-500', toldStatus(exchange, '404 or 400'))
      }
    }),
    step('Dots are not resolved', async ({ send, fail }) => {
      for (const target of ['/files/../notes/1', '/files/%2e%2e/notes/1', '/./notes/1']) {
        const exchange = await send({ target })
        if (exchange.answer.status < 400) {
          return fail('dots-resolved', toldStatus(exchange, '404 or 400'))
        }
      }
    }),
  ],
})

// More fields than asked for are nobody's mistake.
function says({ answer }: HttpExchange, body: object): boolean {
  const given = answer.json()
  if (answer.status !== 200 || typeof given !== 'object' || given === null) return false
  return isDeepStrictEqual({ ...given, ...body }, given)
}

function told(exchange: HttpExchange, body: object) {
  const { status, text } = exchange.answer
  const mark = status === 200 ? 'body' : 'status'
  return {
    exchange, mark, expected: `200 and ${JSON.stringify(body)}`,
    actual: `${status} and ${text.trim()}`,
  } as const
}

function toldStatus(exchange: HttpExchange, wanted: string) {
  return {
    exchange, mark: 'status', expected: `the status ${wanted}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
