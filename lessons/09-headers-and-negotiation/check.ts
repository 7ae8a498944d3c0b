// Asks for the same address with many wishes.

import { gunzipSync } from 'node:zlib'
import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { Answer, HttpExchange } from '../../src/course/check/exchange.ts'

type Wish = readonly (readonly [name: string, value: string])[]

export const check = defineCheck({
  findings: {
    'wish-ignored': {
      title: 'The client asked for one form and got another',
      why: 'The client told what it can read. '
        + 'What it cannot read is useless to it, with a 200 on top.',
      hint: 'Which header carries this wish, and does your program look at it?',
      read: 'RFC 9110, section 12.5',
    },
    'no-header-not-served': {
      title: 'Without a wish there was no good answer',
      why: 'A missing header means: anything is welcome. Many programs send no Accept at all.',
      hint: 'What is request.headers.accept when the client sent none?',
      read: 'RFC 9110, section 12.5.1',
    },
    'case-sensitive': {
      title: 'The same wish in capitals was not understood',
      why: 'Names of headers and media types mean the same in upper and lower case.',
      hint: 'Is there a toLowerCase on both sides of the comparison?',
      read: 'RFC 9110, section 5.1',
    },
    'compared-exactly': {
      title: 'A wish with a list or a star was not understood',
      why: 'Browsers send long lists such as text/html, */*;q=0.8. '
        + 'A comparison with the whole header fits none of them.',
      hint: 'Into which parts must the header be split, before you compare?',
      read: 'RFC 9110, section 12.5.1',
    },
    'weights-ignored': {
      title: 'The client likes one form more, and got the other',
      why: 'q tells how much: 1 is most, 0.1 a little, and 0 means never. '
        + 'The order in the list tells nothing.',
      hint: 'Where does your program read q, and what if it is missing?',
      read: 'RFC 9110, section 12.4.2',
    },
    'refused-form-sent': {
      title: 'q=0 means never, and you sent it all the same',
      why: 'The client said that it cannot read this. It gets bytes that it must throw away.',
      hint: 'Is a weight of 0 more than nothing in your comparison?',
      read: 'RFC 9110, section 12.4.2',
    },
    'no-406': {
      title: 'The client can read nothing that you have, and the answer does not say so',
      why: 'With 406 the client learns that it must ask in another way.',
      hint: 'What does your choice give when no offer has a weight above 0?',
      read: 'RFC 9110, section 15.5.7',
    },
    'no-vary': {
      title: 'The answer depends on headers, and Vary does not name them',
      why: 'A cache between you and the clients keeps the first answer for all: the German one for '
        + 'English readers, the packed one for those who cannot unpack.',
      hint: 'Which three headers of the request did you look at?',
      read: 'RFC 9110, section 12.5.5',
    },
    'no-charset': {
      title: 'A text came without a word about its letters',
      why: 'Without charset=utf-8 a browser guesses, and makes Ã¼ of ü.',
      hint: 'What stands in Content-Type behind the semicolon?',
      read: 'RFC 9110, section 8.3.2',
    },
    'compressed-without-being-asked': {
      title: 'You sent a packed body to somebody who did not ask for it',
      why: 'A client that cannot unpack shows rubbish. '
        + 'curl does so, unless it is told --compressed.',
      hint: 'What must stand in Accept-Encoding, before you may pack?',
      read: 'RFC 9110, section 12.5.3',
    },
    'encoding-not-told': {
      title: 'The body is packed, and Content-Encoding does not say so',
      why: 'The client takes the packed bytes for the text itself.',
      hint: 'Which header tells the client to unpack?',
      read: 'RFC 9110, section 8.4',
    },
    'compressed-twice': {
      title: 'The body is packed twice',
      why: 'The client unpacks once, as the header tells it, and finds packed bytes again.',
      hint: 'How many times does your code call gzip for one answer?',
      read: 'RFC 9110, section 8.4',
    },
    'not-compressed': {
      title: 'The client can unpack gzip, and the body is not packed',
      why: 'Text shrinks to a fifth. On a phone that is the difference between now and soon.',
      hint: 'Is gzip in the list of the client, with a weight above 0?',
      read: 'RFC 9110, section 12.5.3',
    },
  },
  steps: [
    step('Without wishes there is JSON in English', async ({ send, fail }) => {
      const exchange = await ask(send, [])
      if (exchange.answer.body.startsWith('\x1f\x8b')) {
        return fail('compressed-without-being-asked', {
          exchange, mark: 'body', expected: 'a text', actual: 'packed bytes',
        })
      }
      if (!shows(exchange, 'json', 'en')) {
        return fail('no-header-not-served', told(exchange, '200 and JSON in English'))
      }
    }),
    step('The type follows Accept', async ({ send, fail }) => {
      for (const [accept, form] of [
        ['text/plain', 'text'], ['application/json', 'json'],
      ] as const) {
        const exchange = await ask(send, [['Accept', accept]])
        if (!shows(exchange, form, 'en')) {
          return fail('wish-ignored', told(exchange, `200 and ${accept}`))
        }
      }
    }),
    step('The language follows Accept-Language', async ({ send, fail }) => {
      const exchange = await ask(send, [['Accept-Language', 'de']])
      if (!shows(exchange, 'json', 'de')) {
        return fail('wish-ignored', told(exchange, 'the German greeting'))
      }
    }),
    step('Capitals mean the same', async ({ send, fail }) => {
      for (const wish of [[['ACCEPT', 'Text/Plain']], [['accept', 'TEXT/PLAIN']]] as const) {
        const exchange = await ask(send, wish)
        if (!shows(exchange, 'text', 'en')) {
          return fail('case-sensitive', told(exchange, '200 and text/plain'))
        }
      }
    }),
    step('Lists and stars are understood', async ({ send, fail }) => {
      const rows = [
        [[['Accept', 'text/html, text/plain']], 'text', 'en'],
        [[['Accept', 'text/*']], 'text', 'en'],
        [[['Accept', '*/*']], 'json', 'en'],
        [[['Accept', 'text/plain; charset=utf-8']], 'text', 'en'],
        [[['Accept-Language', 'de-AT, fr']], 'json', 'de'],
        [[['Accept-Language', 'fr, pt']], 'json', 'en'],
      ] as const
      for (const [wish, form, language] of rows) {
        const exchange = await ask(send, wish)
        if (!shows(exchange, form, language)) {
          return fail('compared-exactly', told(exchange, `${form} in ${language}`))
        }
      }
    }),
    step('Weights decide', async ({ send, fail }) => {
      const rows = [
        [[['Accept', 'application/json;q=0.2, text/plain;q=0.8']], 'text', 'en'],
        [[['Accept', 'text/plain;q=0.3,application/json;q=0.9']], 'json', 'en'],
        [[['Accept', '*/*;q=0.1, text/plain']], 'text', 'en'],
        [[['Accept-Language', 'en;q=0.4, de;q=0.6']], 'json', 'de'],
      ] as const
      for (const [wish, form, language] of rows) {
        const exchange = await ask(send, wish)
        if (!shows(exchange, form, language)) {
          return fail('weights-ignored', told(exchange, `${form} in ${language}`))
        }
      }
      const never = await ask(send, [['Accept', 'application/json;q=0, */*']])
      if (!shows(never, 'text', 'en')) return fail('refused-form-sent', told(never, 'text/plain'))
    }),
    step('What cannot be had is told', async ({ send, fail }) => {
      const exchange = await ask(send, [['Accept', 'image/png']])
      if (exchange.answer.status !== 406) {
        return fail('no-406', { ...told(exchange, 'the status 406'), mark: 'status' })
      }
    }),
    step('Vary names the headers', async ({ send, fail }) => {
      const exchange = await ask(send, [['Accept', 'text/plain']])
      const names = (exchange.answer.header('vary') ?? '').toLowerCase().split(',')
        .map((name) => name.trim())
      const missing = ['accept', 'accept-language', 'accept-encoding'].filter((name) =>
        !names.includes(name))
      if (missing.length > 0 && !names.includes('*')) {
        return fail('no-vary', {
          exchange, mark: 'header vary', expected: 'Accept, Accept-Language, Accept-Encoding',
          actual: exchange.answer.header('vary') ?? 'no Vary',
        })
      }
      const type = exchange.answer.header('content-type') ?? ''
      if (!/charset="?utf-8/i.test(type)) {
        return fail('no-charset', {
          exchange, mark: 'header content-type', expected: 'charset=utf-8', actual: type,
        })
      }
    }),
    step('The body is packed for those who can unpack it', async ({ send, fail }) => {
      for (const coding of ['gzip', 'br, gzip;q=0.5', 'GZIP', 'deflate, gzip, br']) {
        const exchange = await ask(send, [['Accept', 'text/plain'], ['Accept-Encoding', coding]])
        const { answer } = exchange
        const evidence = { exchange, mark: 'header content-encoding' } as const
        const told = answer.header('content-encoding')?.toLowerCase()
        const unpacked = unpack(answer)
        if (told === undefined) {
          return fail(unpacked === undefined ? 'not-compressed' : 'encoding-not-told', {
            ...evidence, expected: 'Content-Encoding: gzip', actual: 'no Content-Encoding',
          })
        }
        if (told !== 'gzip') continue
        if (unpacked?.startsWith('\x1f\x8b')) {
          return fail('compressed-twice', { ...evidence, mark: 'body' })
        }
        if (unpacked !== 'Good morning') return fail('wish-ignored', { ...evidence, mark: 'body' })
      }
    }),
    step('Nobody else gets it packed', async ({ send, fail }) => {
      for (const wish of [
        [],
        [['Accept-Encoding', 'gzip;q=0']],
        [['Accept-Encoding', 'identity']],
        [['Accept-Encoding', 'x-gzipped']],
      ] as const) {
        const exchange = await ask(send, [['Accept', 'text/plain'], ...wish])
        if (exchange.answer.text !== 'Good morning') {
          return fail('compressed-without-being-asked', {
            exchange, mark: 'body', expected: 'Good morning', actual: 'packed bytes',
          })
        }
      }
    }),
  ],
})

function ask(send: Tools['send'], wish: Wish): Promise<HttpExchange> {
  return send({ target: '/greeting', headers: wish })
}

function shows({ answer }: HttpExchange, form: 'json' | 'text', language: 'en' | 'de'): boolean {
  const text = { en: 'Good morning', de: 'Guten Morgen' }[language]
  const type = (answer.header('content-type') ?? '').toLowerCase()
  if (answer.status !== 200) return false
  if (form === 'text') return type.startsWith('text/plain') && answer.text.trim() === text
  const given = answer.json()
  return type.startsWith('application/json') && typeof given === 'object' && given !== null
    && Reflect.get(given, 'text') === text
}

function unpack({ body }: Answer): string | undefined {
  try {
    return gunzipSync(Buffer.from(body, 'latin1')).toString('latin1')
  } catch {
    return undefined
  }
}

function told(exchange: HttpExchange, expected: string) {
  const { status, text } = exchange.answer
  const type = exchange.answer.header('content-type') ?? 'no type'
  return {
    exchange, mark: status === 200 ? 'body' : 'status', expected,
    actual: `${status}, ${type}: ${text}`,
  } as const
}
