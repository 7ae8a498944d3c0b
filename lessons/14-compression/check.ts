// Asks for short text, long text and a picture, as clients do that can decompress much or nothing.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { readByteText } from '../../src/course/check/report.ts'
import { codingsOf, decompress, isGzip } from './codings.ts'
import { findings } from './findings.ts'
import {
  ask, askAll, askPlain, expectSame, greets, listFor, variesByEncoding, type GreetingTools,
  type Id, type Row,
} from './requests.ts'

const browser = 'gzip, deflate, br, zstd'
// The lowest limit that the lesson allows is 100 bytes.
const mostShortBytes = 99

export const check = defineCheck({
  findings,
  steps: [
    step('Without Accept-Encoding the list is plain text', async (tools) => {
      await askPlain(tools, listFor(tools))
      await askAll(tools, [['', 'compressed-without-being-asked']])
    }),
    step('A client that accepts gzip gets it', (tools) => askAll(tools, rows('not-compressed', [
      'gzip',
    ]))),
    step('Capitals mean the same', (tools) => askAll(tools, rows('case-sensitive', [
      'GZIP',
    ]))),
    step('gzip is found in a list', (tools) => askAll(tools, rows('list-not-read', [
      browser, 'compress,gzip', 'identity ,\tgzip , br',
    ]))),
    step('Weights above 0 accept a coding', (tools) => askAll(tools, rows('weight-misread', [
      'gzip;q=0.5', 'deflate;q=1, gzip; q=0.001', 'compress;q=0,gzip ;q=0.9',
      'gzip, identity;q=0',
    ]))),
    step('Weight 0 refuses a coding', (tools) => askAll(tools, rows('refused-coding-sent', [
      'gzip;q=0', 'gzip;q=0.000', 'gzip; q=0.0, identity', 'GZIP;Q=0', 'identity;q=0.5,gzip;q=0',
    ]))),
    step('Asterisks are understood', (tools) => askAll(tools, [
      ...rows('star-not-read', ['*', 'compress, *;q=0.1', '*;q=0, gzip', 'gzip;q=0.2, *;q=0']),
      ...rows('refused-coding-sent', [
        '*;q=0, identity', 'gzip;q=0, *', '*;q=0.5, gzip;q=0', 'compress, *;q=0, identity;q=0.1',
      ]),
    ])),
    step('No other coding is used', (tools) => askAll(tools, rows('coding-not-accepted', [
      'identity', 'compress', 'x-gzipped', 'gzip2, notgzip;q=1',
    ]))),
    step('Any list is understood', (tools) => askAll(tools,
      Array.from({ length: 6 }, () => randomList(tools)))),
    step('Short text is left alone', leaveShort),
    step('A picture is left alone', leavePicture),
    step('Vary names Accept-Encoding', async (tools) => {
      const { target } = listFor(tools)
      for (const [header, id] of [['gzip', 'no-vary'], ['', 'no-vary-uncompressed'],
        [undefined, 'no-vary-uncompressed']] as const) {
        const exchange = await ask(tools, target, header)
        if (variesByEncoding(exchange)) continue
        return tools.fail(id, {
          exchange, mark: 'header vary', expected: 'Vary: Accept-Encoding',
          actual: exchange.answer.header('vary') ?? 'no Vary',
        })
      }
    }),
    step('Other bytes have another strong ETag', async (tools) => {
      const { target } = listFor(tools)
      const plain = await ask(tools, target)
      const exchange = await ask(tools, target, 'gzip')
      const actual = exchange.answer.header('etag')
      if (actual === undefined) return
      if (!/^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(actual)) {
        return tools.fail('malformed-etag', {
          exchange, mark: 'header etag', actual, expected: '"…" or W/"…"',
        })
      }
      if (actual.startsWith('W/')) return
      if (actual !== plain.answer.header('etag')) return
      return tools.fail('same-etag', {
        exchange, mark: 'header etag', actual, expected: 'another ETag, or a weak one',
      })
    }),
    step('HEAD gets the headers of GET', compareHead),
    step('Many clients at once each get their own text', askAtOnce),
    step('Odd requests do no harm', survive),
  ],
})

function rows(id: Id, headers: readonly string[]): Row[] {
  return headers.map((header) => [header, id])
}

// gzip, with a weight, somewhere among codings that no client has to know.
function randomList({ fresh }: GreetingTools): Row {
  const [weight, id] = fresh.pick(weights)
  const others = fresh.shuffle(['compress', 'dcb', 'exi', 'pack200-gzip', 'x-gzipped', 'aes128gcm'])
    .slice(0, fresh.integer(0, 4)).map((name) => name + fresh.pick(['', ';q=0.9', ';q=0']))
  return [fresh.shuffle([`gzip${weight}`, ...others]).join(fresh.pick([',', ', ', ' , '])), id]
}

const weights: readonly (readonly [weight: string, id: Id])[] = [
  ['', 'list-not-read'], [';q=0.3', 'weight-misread'], ['; q=1', 'weight-misread'],
  [' ;q=0.05', 'weight-misread'], [';q=0', 'refused-coding-sent'],
  ['; q=0.00', 'refused-coding-sent'],
]

async function leaveShort(tools: GreetingTools): Promise<void> {
  const { fail, fresh } = tools
  for (const header of [browser, 'gzip']) {
    const name = fresh.name()
    const exchange = await ask(tools, `/greeting?name=${name}`, header)
    refuseCompressed(tools, exchange, 'small-compressed')
    if (greets(exchange.answer.text, name)) continue
    return fail('other-bytes', {
      exchange, mark: 'body', expected: `JSON with a greeting for ${name}`,
      actual: `${exchange.answer.status}: ${exchange.answer.text.slice(0, 80)}`,
    })
  }
  await leaveNearlyLong(tools)
  // The same path with a long name: the length decides, and not the path.
  const name = Array.from({ length: 500 }, fresh.word).join('').slice(0, 1_500)
  const target = `/greeting?name=${name}`
  const plain = await ask(tools, target)
  const exchange = await ask(tools, target, 'gzip')
  expectSame(tools, { exchange, plain, name, acceptEncoding: 'gzip', id: 'not-compressed' })
}

// The name makes the body as long as it can be without reaching the lowest limit.
async function leaveNearlyLong(tools: GreetingTools): Promise<void> {
  const name = tools.fresh.word()
  const { answer } = await ask(tools, `/greeting?name=${name}`)
  const longer = name.padEnd(name.length + mostShortBytes - answer.body.length, 'a')
  const exchange = await ask(tools, `/greeting?name=${longer}`, 'gzip')
  refuseCompressed(tools, exchange, 'small-compressed')
}

async function leavePicture(tools: GreetingTools): Promise<void> {
  const plain = await ask(tools, '/sunrise.png')
  const exchange = await ask(tools, '/sunrise.png', browser)
  refuseCompressed(tools, exchange, 'picture-compressed')
  const isSame = exchange.answer.body === plain.answer.body
  if (isSame && exchange.answer.body.startsWith('\x89PNG')) return
  return tools.fail('other-bytes', {
    exchange, mark: 'body', expected: 'the bytes of sunrise.png',
    actual: JSON.stringify(exchange.answer.body.slice(0, 40)),
  })
}

function refuseCompressed({ fail }: GreetingTools, exchange: HttpExchange, id: Id): void {
  const { answer } = exchange
  if (codingsOf(answer).length === 0 && !isGzip(answer.body)) return
  const coding = answer.header('content-encoding') ?? 'compressed bytes'
  return fail(id, {
    exchange, mark: 'header content-encoding', expected: 'no compression', actual: coding,
  })
}

async function compareHead(tools: GreetingTools): Promise<void> {
  const { target } = listFor(tools)
  for (const header of ['gzip', undefined]) {
    const get = await ask(tools, target, header)
    const head = await ask(tools, target, header, 'HEAD')
    const wanted = get.answer.body.length
    const length = head.answer.header('content-length') ?? String(wanted)
    const { extra } = head.answer.message
    const isSame = head.answer.status === 200 && Number(length) === wanted && extra === ''
      && variesByEncoding(head)
    if (isSame) continue
    return tools.fail('head-differs', {
      exchange: head, mark: 'head', expected: `200, ${wanted} as the length, Vary, and no body`,
      actual: `${head.answer.status}, ${length} as the length, Vary: `
        + `${head.answer.header('vary') ?? 'none'}${extra === '' ? '' : ', and a body'}`,
    })
  }
}

async function askAtOnce(tools: GreetingTools): Promise<void> {
  const headers = tools.fresh.shuffle(['gzip', undefined, 'gzip', 'gzip;q=0', browser, 'gzip'])
  const lists = headers.map(() => listFor(tools))
  // One of them is much longer than the others.
  const long = { name: `${tools.fresh.word()} `.repeat(300), target: '' }
  lists[0] = { ...long, target: `/greetings?name=${encodeURIComponent(long.name)}` }
  const exchanges = await tools.together(() => Promise.all(lists.map(({ target }, index) =>
    ask(tools, target, headers[index]))))
  for (const [index, exchange] of exchanges.entries()) {
    const body = decompress(exchange.answer.body, codingsOf(exchange.answer)) ?? ''
    const text = readByteText(body)
    const { name = '' } = lists[index] ?? {}
    if (greets(text, name)) continue
    return tools.fail('mixed-up', {
      exchange, mark: 'body', expected: `greetings for ${name.slice(0, 60)}`,
      actual: text.slice(0, 200),
    })
  }
}

async function survive(tools: GreetingTools): Promise<void> {
  const malformed = [
    ';;q', 'gzip;q', 'gzip;q=abc', 'gzip;q=-1', '__proto__;q=1e99',
    'identity;q=0', '*;q=0', `${'x;q=0.1,'.repeat(900)}gzip`,
  ]
  for (const header of malformed) await ask(tools, '/greetings', header)
  for (const [method, target] of [
    ['GET', '//'], ['GET', '/%zz'], ['GET', '/greetings?name=%zz'], ['POST', '/greetings'],
    ['GET', `/${tools.fresh.word()}`], ['DELETE', '/sunrise.png'],
  ] as const) await ask(tools, target, 'gzip', method)
  const headers = [['Range', 'bytes=0-9'], ['Accept-Encoding', 'gzip']] as const
  await tools.send({ method: 'HEAD', target: '/greetings', headers })
  const lost = await tools.connect()
  lost.write('GET /greetings HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n')
  lost.reset()
  await askAll(tools, [['gzip', 'mixed-up'], ['gzip;q=0', 'mixed-up']])
}
