// Sends URLs with the traps that paths, queries and numbers have.

import { defineCheck, step } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { toldStatus } from '../10-reading-a-body/requests.ts'
import { findings } from './findings.ts'
import {
  expectBodies, expectBody, expectRefusal, expectTags, fieldOf, isAccepted, isStillEncoded,
  judgeDecoding, type Id, type UrlTools,
} from './judge.ts'

// For steps with many requests: on a busy machine that adds up.
const patient = { deadlineMs: 10_000 }

export const check = defineCheck({
  findings,
  steps: [
    step('Path and query are read', readBoth, patient),
    step('What may be missing has a default', async (tools) => {
      const { fresh } = tools
      const [limit, tag] = [fresh.integer(10, 99), fresh.word()]
      await expectBody(tools, `/notes?limit=${limit}`, { tags: [], limit }, () => 'missing-tags')
      const tagged = { tags: [tag], limit: 20 }
      await expectBody(tools, `/notes?tag=${tag}`, tagged, () => 'missing-limit')
      for (const target of ['/notes', '/notes?']) {
        await expectBody(tools, target, { tags: [], limit: 20 })
      }
    }),
    step('Every value of a name counts', async (tools) => {
      const [first, second, third] = [tools.fresh.word(), tools.fresh.word(), tools.fresh.word()]
      const tags = [`z${first}`, `a${second}`, `m${third}`, `a${second}`]
      await expectTags(tools, toQuery(tags), tags, 'repeated-keys-lost')
      const query = `tag=${first}&page=2&tag=&tag=${second}`
      await expectTags(tools, query, [first, '', second], 'empty-value-lost')
      await expectTags(tools, 'tag=', [''], 'empty-value-lost')
    }),
    step('Only the first question mark counts', async (tools) => {
      const { fresh } = tools
      for (const tag of [`${fresh.word()}?${fresh.word()}/?`, `?${fresh.word()}`]) {
        await expectTags(tools, `tag=${tag}`, [tag], 'split-by-hand')
      }
      const id = fresh.integer(10, 99)
      await expectBody(tools, `/notes/${id}?back=/notes/7?tag=x`, { id }, () => 'split-by-hand')
    }),
    step('Other characters in a value are data', async (tools) => {
      const { fresh } = tools
      for (const sign of fresh.shuffle(['=', ',', ';', ':'])) {
        const tag = `${fresh.word()}${sign}${fresh.word()}`
        await expectTags(tools, `tag=${tag}&limit=30`, [tag], 'value-changed')
      }
    }),
    step('The query is decoded', decodeQuery, patient),
    step('Only numbers are numbers', refuseJunk, patient),
    step('Every number is accepted', async (tools) => {
      const { fresh } = tools
      for (const id of fresh.shuffle([1, 10, 10_000, fresh.integer(11, 9_999)])) {
        await expectBody(tools, `/notes/${id}`, { id }, () => 'good-number-refused')
        await expectBody(tools, `/notes?limit=${id}`, { limit: id }, () => 'good-number-refused')
      }
    }),
    step('The path ends where it should', async (tools) => {
      const { fresh } = tools
      const id = fresh.integer(10, 999)
      for (const target of fresh.shuffle([
        `/notes/${id}/${fresh.word()}`, `/files/${fresh.word()}/${id}`, `/notes/${id}/a/b`,
      ])) {
        await expectRefusal(tools, target, 'surplus-segments', '404')
      }
      for (const path of [fresh.word(), `${fresh.word()}/${id}`, `note/${id}`]) {
        await expectRefusal(tools, `/${path}`, 'not-found', '404')
      }
      await expectRefusal(tools, `/Notes/${id}`, 'case-ignored', '404')
    }),
    step('An encoded slash is data', async (tools) => {
      const name = `${tools.fresh.word()}/${tools.fresh.word()}.txt`
      await expectBody(tools, `/files/${encodeURIComponent(name)}`, { name }, (exchange) =>
        isStillEncoded(exchange, name) ? 'not-decoded' : 'decoded-too-early')
      for (const target of [`/notes%2F${tools.fresh.integer(10, 999)}`, '/files%2Fa.txt']) {
        await expectRefusal(tools, target, 'encoded-slash-separates')
      }
    }),
    step('A segment is decoded once', async (tools) => {
      const { fresh } = tools
      for (const rest of ['%20', '%2F', '%25', '%zz', '%2e%2e']) {
        const name = `${fresh.word()}${rest}${fresh.word()}`
        await expectBody(tools, `/files/${encodeURIComponent(name)}`, { name }, (exchange) =>
          judgeDecoding(exchange, name))
      }
    }),
    step('A segment is decoded, and not changed otherwise', readNames, patient),
    step("A malformed escape is the client's mistake", refuseBrokenEscapes),
    step('Two slashes are not a host', async (tools) => {
      const { fresh } = tools
      const host = `${fresh.word()}.example`
      for (const target of [`//${host}/notes/1`, `/\\${host}/notes/1`, `//user@${host}/notes/1`]) {
        await expectRefusal(tools, target, 'host-taken-from-the-path')
      }
      for (const target of ['/notes//1', `/files//${host}`, '/notes///1']) {
        await expectRefusal(tools, target, 'empty-segment-ignored')
      }
      for (const target of ['//', '/', '///', '//?tag=a', '/?', '//:']) {
        const exchange = await tools.send({ target })
        if (exchange.answer.status >= 500) {
          return tools.fail('server-error', toldStatus(exchange, '404 or 400'))
        }
      }
    }),
    step('Dots are not steps back', async (tools) => {
      for (const target of tools.fresh.shuffle([
        '/files/../notes/1', '/files/%2e%2e/notes/1', '/./notes/1', '/notes/./1', '/../notes/1',
        '/notes/x/../1', '/.%2E/notes/1',
      ])) {
        await expectRefusal(tools, target, 'dots-resolved')
      }
    }),
    step('Several clients at once each get their own response', async (tools) => {
      const { fresh } = tools
      const [first, second, id] = [fresh.word(), fresh.word(), fresh.integer(10, 99)]
      await expectBodies(tools, fresh.shuffle([
        [`/notes?tag=${first}`, { tags: [first], limit: 20 }], [`/notes/${id}`, { id }],
        [`/notes?tag=${second}&limit=${id}`, { tags: [second], limit: id }],
        [`/files/${first}`, { name: first }],
      ]))
    }),
    survivalStep('/notes'),
  ],
})

async function readBoth(tools: UrlTools): Promise<void> {
  const { fresh } = tools
  const [id, limit] = [fresh.integer(10, 99), fresh.integer(10, 99)]
  const [tag, other, earlier] = [fresh.word(), fresh.word(), fresh.word()]
  const parts = fresh.shuffle([
    `tag=${tag}`, `limit=${limit}`, `tags=${other}`, `Tag=${other}`, `page=${id}`, `xlimit=7`,
  ])
  const rows = [
    [`/notes/${id}`, { id }],
    [`/notes/${id}?tag=${tag}&id=${limit}`, { id }],
    [`/notes?tag=${earlier}&limit=${limit}`, { tags: [earlier], limit }],
    [`/notes?${parts.join('&')}`, { tags: [tag], limit }],
    [`/files/${tag}.txt`, { name: `${tag}.txt` }],
    [`/files/${tag}.txt?name=${other}`, { name: `${tag}.txt` }],
  ] as const
  for (const [target, body] of rows) {
    await expectBody(tools, target, body, ({ answer }) =>
      answer.text.includes(earlier) && !target.includes(earlier) ? 'tag-kept' : 'not-found')
  }
}

async function decodeQuery(tools: UrlTools): Promise<void> {
  const { fresh } = tools
  const plus = `${fresh.word()} & ${fresh.foreignText()}`
  const encoded = encodeURIComponent(plus).replaceAll('%20', '+')
  await expectTags(tools, `tag=${encoded}`, [plus], 'value-changed')
  for (const tag of fresh.shuffle([
    `${fresh.word()}+${fresh.word()}%20`, `100%`, `a=b&tag=${fresh.word()}`, '%zz', fresh.word(),
  ])) {
    await expectTags(tools, `tag=${encodeURIComponent(tag)}`, [tag], 'value-changed')
  }
  for (const tag of [` ${fresh.name()} `, `Zoë "Z" O'Neil & Co`, `${fresh.name()}\r\n`]) {
    await expectTags(tools, `tag=${encodeURIComponent(tag)}`, [tag], 'value-changed')
  }
  const tag = fresh.word()
  for (const name of ['%74ag', 't%61g', '%74%61%67']) {
    await expectTags(tools, `limit=50&${name}=${tag}`, [tag], 'name-not-decoded')
  }
  for (const broken of ['tag=%zz', 'tag=%', 'tag=%C3', '%zz=1', '%', '&', '=', '&&tag=a&']) {
    const exchange = await tools.send({ target: `/notes?${broken}` })
    if (exchange.answer.status < 500) continue
    return tools.fail('decode-crash-is-a-500', toldStatus(exchange, '200 or 400'))
  }
}

async function refuseJunk(tools: UrlTools): Promise<void> {
  const { fresh } = tools
  const number = fresh.integer(10, 99)
  const junk = [
    `${number}abc`, `${number}.5`, '1e3', '1e99', '0x1f', '0', `-${number}`, `${number}%20`,
    `${number}%0A`, `${number}%0Aabc`, 'NaN', '%D9%A3', `0${number}`,
  ]
  for (const text of fresh.shuffle([...junk, '%20', '+5'])) {
    await expectRefusal(tools, `/notes/${text}`, 'junk-accepted-as-number')
  }
  for (const text of fresh.shuffle([...junk, '', '%2B5', `%20${number}`])) {
    await expectRefusal(tools, `/notes?limit=${text}`, (exchange) =>
      fieldOf(exchange, 'limit') === 20 ? 'bad-limit-ignored' : 'junk-accepted-as-number', '400')
  }
  // With an empty segment, a program may also redirect or send the list.
  for (const [target, field] of [['/notes/', 'id'], ['/files/', 'name']] as const) {
    const exchange = await tools.send({ target })
    const { status } = exchange.answer
    if (status >= 500) return tools.fail('server-error', toldStatus(exchange, '404'))
    if (status === 200 && fieldOf(exchange, field) !== undefined) {
      return tools.fail('empty-segment-ignored', toldStatus(exchange, '404'))
    }
  }
}

async function readNames(tools: UrlTools): Promise<void> {
  const { fresh } = tools
  const judge = (name: string) => (exchange: HttpExchange): Id => {
    const given = fieldOf(exchange, 'name')
    if (exchange.answer.status !== 200) return 'not-found'
    if (name.includes('+') && given === name.replaceAll('+', ' ')) return 'plus-in-path'
    return isStillEncoded(exchange, name) ? 'not-decoded' : 'value-changed'
  }
  for (const name of fresh.shuffle([
    `${fresh.word()} ${fresh.foreignText()}.txt`, `${fresh.name()} "${fresh.name()}" & Co.TXT`,
    `what?${fresh.word()}#1`, 'a+b %2B.txt', 'notes', `O'Neil;v=1,2`, ` ${fresh.word()} `,
  ])) {
    await expectBody(tools, `/files/${encodeURIComponent(name)}`, { name }, judge(name))
  }
  const name = `${fresh.word()}+${fresh.name()};a=1,2:3@4&tag=x.txt`
  await expectBody(tools, `/files/${name}`, { name }, judge(name))
}

async function refuseBrokenEscapes(tools: UrlTools): Promise<void> {
  const { send, fail, fresh } = tools
  const targets = ['/files/%zz', '/files/100%', '/files/%C3%28', `/files/${fresh.word()}%2`]
  for (const target of fresh.shuffle([...targets, '/files/%FF', '/files/%', '/files/a%u0041'])) {
    const exchange = await send({ target })
    const { status } = exchange.answer
    if (status === 400) continue
    if (status >= 500) return fail('decode-crash-is-a-500', toldStatus(exchange, '400'))
    const id = isAccepted(exchange) ? 'broken-escape-accepted' : 'broken-escape-not-400'
    return fail(id, toldStatus(exchange, '400'))
  }
}

function toQuery(tags: readonly string[]): string {
  return tags.map((tag) => `tag=${tag}`).join('&')
}
