// Asks for the same board with many Accept headers.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { findings } from './findings.ts'
import { weighBySpecificity, weighEach } from './randomRanges.ts'
import {
  ask, askAll, expectFormat, formatOf, formats, types, varyOf, type BoardTools, type Row,
} from './requests.ts'

export const check = defineCheck({
  findings,
  steps: [
    step('Without Accept, the board is JSON', (tools) =>
      askAll(tools, [[undefined, ['json'], 'no-header-not-served']])),
    step('One media type is sent as asked', async (tools) => {
      await askAll(tools, [[types.text, ['text'], 'type-ignored']])
      await ask(tools, types.csv)
      // The same as before: now another type comes only if something was kept.
      await askAll(tools, [[types.text, ['text'], 'mixed-up']])
      await askAll(tools, tools.fresh.shuffle(formats).map((format): Row =>
        [types[format], [format], 'type-ignored']))
    }),
    step('A type is found in a list', (tools) => askAll(tools, [
      ['text/html, text/plain', ['text'], 'list-not-read'],
      ['text/csv,image/webp', ['csv'], 'list-not-read'],
      ['image/png,application/xml ,\ttext/plain , font/woff2', ['text'], 'list-not-read'],
    ])),
    step('Capitals mean the same', (tools) => askAll(tools, [
      ['TEXT/Plain', ['text'], 'case-sensitive'],
      ['image/PNG, Text/CSV', ['csv'], 'case-sensitive'],
    ])),
    step('Parameters are skipped', (tools) => askAll(tools, [
      ['text/plain; charset=utf-8', ['text'], 'parameter-not-skipped'],
      ['text/csv;header=present;charset="UTF-8"', ['csv'], 'parameter-not-skipped'],
    ])),
    step('Asterisks are understood', (tools) => askAll(tools, [
      ['*/*', formats, 'wildcard-not-read'],
      ['*/*', ['json'], 'default-not-first'],
      [undefined, ['json'], 'default-not-first'],
      ['text/*', ['csv', 'text'], 'wildcard-not-read'],
      ['image/*, application/*', ['json'], 'wildcard-not-read'],
    ])),
    step('The highest weight wins', (tools) => askAll(tools, [
      ['application/json;q=0.2,text/plain;q=0.8', ['text'], 'weights-ignored'],
      ['application/json, text/javascript, */*; q=0.01', ['json'], 'weights-ignored'],
      ['application/json;q=0.8, text/csv;q=0.25', ['json'], 'weights-ignored'],
      ['application/json;q=0.9, text/csv, text/plain;q=0.95', ['csv'], 'weights-ignored'],
      ['application/json;q=0.301, text/csv;q=0.308, text/plain;q=0.31', ['text'],
        'weights-ignored'],
      ...Array.from({ length: 6 }, (): Row => {
        const { accept, best } = weighEach(tools.fresh)
        return [accept, [best], 'weights-ignored']
      }),
    ])),
    step('The weight is found between other parameters', (tools) => askAll(tools, [
      ['text/plain;charset=utf-8;q=0.1, text/csv;Q=0.2', ['csv'], 'q-overlooked'],
      ['text/csv;Q=0.1, text/plain;Q=0.2', ['text'], 'q-overlooked'],
      ['text/csv;q=0.1;header=absent, text/plain;q=0.2;charset=utf-8', ['text'], 'q-overlooked'],
      ['text/csv;seq=0.1, text/plain;q=0.5', ['csv'], 'q-overlooked'],
    ])),
    step('A type that is refused is never sent', (tools) => askAll(tools, [
      ['application/json;q=0, */*;q=0.5', ['csv', 'text'], 'refused-type-sent'],
      ['*/*, application/json;q=0.000', ['csv', 'text'], 'refused-type-sent'],
      ['text/*;q=0, */*;q=0.1', ['json'], 'refused-type-sent'],
    ])),
    step('The most specific range decides', (tools) => askAll(tools, [
      ['text/*;q=0.9, text/csv;q=0.1, */*;q=0.5', ['text'], 'specificity-ignored'],
      ['*/*;q=0.9, text/*;q=0.2, application/json;q=0.3', ['json'], 'specificity-ignored'],
      ...Array.from({ length: 5 }, (): Row => {
        const { accept, best } = weighBySpecificity(tools.fresh)
        return [accept, [best], 'specificity-ignored']
      }),
    ])),
    step('When nothing matches, the response is a 406', refuseAll),
    step('Vary names Accept', async (tools) => {
      for (const accept of [undefined, 'text/csv', 'text/plain;q=0.5']) {
        const exchange = await ask(tools, accept)
        const names = varyOf(exchange)
        if (names.includes('accept') || names.includes('*')) continue
        return tools.fail('no-vary', {
          exchange, mark: 'header vary', expected: 'Vary: Accept',
          actual: exchange.answer.header('vary') ?? 'no Vary',
        })
      }
    }),
    step('HEAD gets the headers of GET', compareHead),
    step('Other requests get what the starter sends', askOtherwise),
    step('Many clients at once each get their own type', async (tools) => {
      const wanted = tools.fresh.shuffle([...formats, ...formats])
      const exchanges = await Promise.all(wanted.map((format) => ask(tools, types[format])))
      for (const [index, format] of wanted.entries()) {
        const exchange = exchanges[index]
        if (exchange === undefined) continue
        expectFormat(tools, exchange, { allowed: [format], id: 'mixed-up' })
      }
    }),
    step('A malformed header does no harm', surviveMalformed),
  ],
})

async function refuseAll(tools: BoardTools): Promise<void> {
  const { fail, fresh } = tools
  const rows = [
    ['image/png', 'no-406'], ['text/plain;q=0', 'no-406'], ['image/*, audio/*;q=0.5', 'no-406'],
    ['*/*;q=0', 'no-406'], ...fresh.shuffle(['text/plainer', 'application/json-seq', 'xtext/csv',
      'text/x-csv', 'texts/*', 'application/vnd.api+json', 'image/x;type=text/csv'])
      .slice(0, 4).map((type) => [type, 'type-by-likeness'] as const),
  ] as const
  for (const [accept, id] of rows) {
    const exchange = await ask(tools, accept)
    const { status, text } = exchange.answer
    if (status !== 406) {
      return fail(status === 200 ? id : 'no-406', {
        exchange, mark: 'status', expected: 'the status 406', actual: `the status ${status}`,
      })
    }
    const missing = Object.values(types).filter((type) => !text.includes(type))
    if (missing.length === 0) continue
    return fail('406-without-list', {
      exchange, mark: 'body', expected: `a body that contains ${missing.join(' and ')}`,
      actual: text.slice(0, 200) || 'an empty body',
    })
  }
}

async function compareHead(tools: BoardTools): Promise<void> {
  for (const accept of ['text/csv', undefined]) {
    const get = await ask(tools, accept)
    const head = await ask(tools, accept, 'HEAD')
    const length = head.answer.header('content-length') ?? String(get.answer.body.length)
    const { extra } = head.answer.message
    const isSame = head.answer.status === 200 && formatOf(head) === formatOf(get)
      && varyOf(head).join() === varyOf(get).join() && Number(length) === get.answer.body.length
    if (isSame && extra === '') continue
    return tools.fail('head-differs', {
      exchange: head, mark: 'head',
      expected: `the status and headers of GET, ${get.answer.body.length} as the length, no body`,
      actual: `${head.answer.status}, ${head.answer.header('content-type') ?? 'no Content-Type'}, `
        + `${length} as the length${extra === '' ? '' : ', and a body'}`,
    })
  }
}

async function askOtherwise(tools: BoardTools): Promise<void> {
  const headers = [['Accept', 'text/csv']] as const
  for (const [method, target] of [
    ['GET', `/${tools.fresh.word()}`], ['GET', '//'], ['GET', '/%zz'], ['POST', '/departures'],
    ['DELETE', '/departures'],
  ] as const) {
    const exchange = await tools.send({ method, target, headers })
    const { status } = exchange.answer
    if (status >= 400) continue
    return tools.fail('other-requests-changed', {
      exchange, mark: 'status', expected: method === 'GET' ? 'the status 404' : 'the status 405',
      actual: `the status ${status}`,
    })
  }
  // Whether a malformed query is refused is up to the program.
  await tools.send({ target: '/departures?from=%zz', headers })
  const lost = await tools.connect()
  lost.write('GET /departures HTTP/1.1\r\nHost: localhost\r\nAccept: text/')
  lost.reset()
}

async function surviveMalformed(tools: BoardTools): Promise<void> {
  const malformed = [
    ';;q', ',', '', '/', '*', 'text', 'text/plain;q', 'text/plain;q=', 'text/plain;q=abc',
    'text/plain;q=-1', 'text/plain;q=1e99', 'text/plain;q="0.5', '__proto__/*, constructor;q=1',
    `${'*/*;q=0.1,'.repeat(500)}text/plain`, 'q=0.5', '=;=,=', '%zz, \\',
  ]
  for (const accept of tools.fresh.shuffle(malformed)) await ask(tools, accept)
  for (const format of formats) {
    const exchange = await ask(tools, types[format])
    expectFormat(tools, exchange, { allowed: [format], id: 'mixed-up' })
  }
}
