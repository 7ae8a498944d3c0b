// Asks for the same address with many wishes.

import { gunzipSync } from 'node:zlib'
import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { Answer, HttpExchange } from '../../src/course/check/exchange.ts'
import { findings } from './findings.ts'

type Wish = readonly (readonly [name: string, value: string])[]

export const check = defineCheck({
  findings,
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
