// Asks for files, for parts of files, again for the same files, and for files that nobody offered.

import { rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import { Failure } from '../../src/course/check/failure.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { findings } from './findings.ts'

const hugeBytes = 3 * 1024 ** 3
const endings = new Set(['closed-without-answer', 'half-answer', 'stopped-listening'])

export const check = defineCheck({
  findings,
  steps: [
    step('Files come with their types', async ({ send, fail }) => {
      const rows = [
        ['/index.html', /^text\/html; ?charset="?utf-8/i, 'Bücher'],
        ['/style.css', /^text\/css/i, 'seagreen'],
        ['/count.js', /^(?:text|application)\/javascript/i, 'document.title'],
        ['/tree.svg', /^image\/svg\+xml/i, '<svg'],
        ['/books.csv?sort=pages', /^text\/csv/i, 'Book 400'],
        ['/read%20me%2C%20sch%C3%B6n.txt', /^text\/plain; ?charset="?utf-8/i, 'Öffnungszeiten'],
      ] as const
      for (const [target, type, text] of rows) {
        const exchange = await send({ target })
        const { answer } = exchange
        if (answer.status !== 200 || !answer.text.includes(text)) {
          return fail('not-served', {
            exchange, mark: 'status', expected: `200 and ${text}`, actual: `${answer.status}`,
          })
        }
        const actual = answer.header('content-type') ?? 'no Content-Type'
        if (!type.test(actual)) {
          return fail('wrong-type', {
            exchange, mark: 'header content-type', expected: String(type), actual,
          })
        }
      }
    }),
    step('What is not there is not found', async ({ send, fail, fresh }) => {
      for (const target of [`/${fresh.word()}.html`, `/${fresh.word()}/index.html`, '/%zz']) {
        const exchange = await send({ target })
        if (![404, 400].includes(exchange.answer.status)) {
          return fail('missing-file-not-404', toldStatus(exchange, 404))
        }
      }
    }),
    step('Nobody gets out of the folder', async ({ send, fail }) => {
      const rows = [
        ['/../exercise.ts', 'traversal'],
        ['/x/../../exercise.ts', 'traversal'],
        ['/%2e%2e/exercise.ts', 'encoded-traversal'],
        ['/..%2fexercise.ts', 'encoded-traversal'],
        ['/%2e%2e%2fexercise.ts', 'encoded-traversal'],
        ['/..%5cexercise.ts', 'encoded-traversal'],
        ['/style.css%00.txt', 'encoded-traversal'],
      ] as const
      for (const [target, id] of rows) {
        const exchange = await send({ target })
        const { status } = exchange.answer
        if (status < 300) {
          return fail(id, { exchange, mark: 'body', expected: '404 or 400', actual: `${status}` })
        }
        if (status >= 500) return fail('missing-file-not-404', toldStatus(exchange, 404))
      }
      const hidden = await send({ target: '/.env' })
      if (hidden.answer.status < 300) {
        return fail('hidden-file-served', {
          exchange: hidden, mark: 'body', expected: '404', actual: `${hidden.answer.status}`,
        })
      }
    }),
    step('A link does not lead out either', async (tools) => {
      const name = `${tools.fresh.word()}.txt`
      const link = (path: string) => symlinkSync(join(tools.folder, 'exercise.ts'), path)
      await withFile(tools, name, link, async () => {
        const exchange = await tools.send({ target: `/${name}` })
        if (exchange.answer.status < 300) {
          tools.fail('link-followed', {
            exchange, mark: 'body', expected: '404', actual: `${exchange.answer.status}`,
          })
        }
      })
    }),
    step('Who has this version gets 304', async (tools) => {
      const { send, fail, fresh } = tools
      const name = `${fresh.word()}.txt`
      const target = `/${name}`
      await withFile(tools, name, (path) => writeFileSync(path, 'one'), async (path) => {
        const first = await send({ target })
        const tag = first.answer.header('etag')
        if (tag === undefined || !/^(?:W\/)?"[^"]*"$/.test(tag)) {
          return fail('no-etag', {
            exchange: first, mark: 'header etag', expected: 'ETag: "…"', actual: tag ?? 'no ETag',
          })
        }
        const bare = tag.replace(/^W\//, '')
        for (const known of [tag, `"other", ${tag}`, `W/${bare}`, '*']) {
          const exchange = await send({ target, headers: [['If-None-Match', known]] })
          if (exchange.answer.status !== 304) {
            return fail('not-modified-ignored', toldStatus(exchange, 304))
          }
        }
        const other = await send({ target, headers: [['If-None-Match', '"other"']] })
        if (other.answer.status !== 200) return fail('not-modified-ignored', toldStatus(other, 200))
        // Of the same length, one second later.
        writeFileSync(path, 'two')
        utimesSync(path, new Date(Date.now() + 1_000), new Date(Date.now() + 1_000))
        const changed = await send({ target, headers: [['If-None-Match', tag]] })
        if (changed.answer.status === 304 || changed.answer.header('etag') === tag) {
          return fail('same-etag', {
            exchange: changed, mark: 'header etag', expected: 'another ETag', actual: tag,
          })
        }
      })
    }),
    step('Parts are sent as parts', async ({ send, fail, fresh }) => {
      const whole = (await send({ target: '/books.csv' })).answer.body
      const size = whole.length
      const start = fresh.integer(1, 100)
      const rows = [
        [`bytes=${start}-${start + 9}`, start, start + 9],
        ['bytes=0-0', 0, 0],
        [`bytes=${size - 5}-`, size - 5, size - 1],
        ['bytes=-7', size - 7, size - 1],
        [`bytes=${size - 3}-${size + 100}`, size - 3, size - 1],
      ] as const
      for (const [range, from, to] of rows) {
        const exchange = await send({ target: '/books.csv', headers: [['Range', range]] })
        const { answer } = exchange
        if (answer.status !== 206) return fail('range-ignored', toldStatus(exchange, 206))
        const told = answer.header('content-range') ?? 'no Content-Range'
        if (answer.body !== whole.slice(from, to + 1)) {
          return fail('wrong-range', {
            exchange, mark: 'body', expected: `${to - from + 1} bytes, from ${from} to ${to}`,
            actual: `${answer.body.length} bytes`,
          })
        }
        if (told.toLowerCase() !== `bytes ${from}-${to}/${size}`) {
          return fail('wrong-range', {
            exchange, mark: 'header content-range', expected: `bytes ${from}-${to}/${size}`,
            actual: told,
          })
        }
      }
      const behind = await send({ target: '/books.csv', headers: [['Range', `bytes=${size}-`]] })
      if (behind.answer.status !== 416) return fail('no-416', toldStatus(behind, 416))
      const strange = await send({ target: '/books.csv', headers: [['Range', 'lines=1-2']] })
      if (strange.answer.status !== 200) return fail('wrong-range', toldStatus(strange, 200))
    }),
    step('A large file needs no large memory', async (tools) => {
      const name = `${tools.fresh.word()}.bin`
      const make = (path: string) => {
        writeFileSync(path, '')
        // A hole: it takes no room on the disk.
        truncateSync(path, hugeBytes)
      }
      await withFile(tools, name, make, async () => {
        const exchange = await tools.send({
          target: `/${name}`, headers: [['Range', `bytes=${hugeBytes - 12}-`]],
        }).catch((error: unknown) => {
          // Node reads no file of more than 2 GiB at once: a program may end by it.
          if (!(error instanceof Failure) || !endings.has(error.id)) throw error
          return tools.fail('whole-file-in-memory', { ...error.evidence, expected: '12 bytes' })
        })
        const { status, body } = exchange.answer
        if (status !== 206 || body.length !== 12) {
          tools.fail('whole-file-in-memory', toldStatus(exchange, 206))
        }
      })
    }),
  ],
})

// Makes a file in public for the time of a step.
async function withFile(
  { folder, skip }: Pick<Tools, 'folder' | 'skip'>,
  name: string,
  make: (path: string) => void,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const path = join(folder, 'public', name)
  try {
    try {
      make(path)
    } catch (error) {
      return skip(`This machine does not allow it: ${String(error)}`)
    }
    await use(path)
  } finally {
    rmSync(path, { force: true })
  }
}

function toldStatus(exchange: HttpExchange, status: number) {
  return {
    exchange, mark: 'status', expected: `the status ${status}`,
    actual: `the status ${exchange.answer.status}`,
  } as const
}
