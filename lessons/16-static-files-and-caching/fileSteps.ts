// Steps: files arrive as they are, under any name, for HEAD too, and for several clients at once.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { step, type Tools } from '../../src/course/check/check.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'

type Wanted = { target: string; bytes: string; type?: RegExp | undefined }

const texts = [
  ['/index.html', 'index.html', /^text\/html\b/i],
  ['/style.css', 'style.css', /^text\/css\b/i],
  ['/count.js', 'count.js', /^(?:text|application)\/javascript\b/i],
  ['/tree.svg', 'tree.svg', /^image\/svg\+xml\b/i],
  ['/books.csv', 'books.csv', /^text\/csv\b/i],
  ['/read%20me%2C%20sch%C3%B6n.txt', 'read me, schön.txt', /^text\/plain\b/i],
] as const

// Many requests take their time on a busy machine.
const patient = { deadlineMs: 20_000 }

export const fileSteps = [
  step<FindingId>('Files come with their types', async (tools) => {
    for (const [target, name, type] of texts) {
      await judge(tools, { target, bytes: read(tools, name), type })
    }
  }, patient),
  step<FindingId>('Any name, any bytes', async (tools) => {
    const twice = await tools.send({ target: '/style%252ecss' })
    if (twice.answer.body === read(tools, 'style.css')) {
      tools.fail('decoded-twice', statusEvidence(twice, 404))
    }
    const { fresh } = tools
    const word = fresh.word()
    const everyByte = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7 + index / 256))
    const rows: [name: string, content: string | Uint8Array, type?: RegExp][] = [
      [`${word} & Zoë's +1; #2=100%.txt`, `${fresh.foreignText()}\n`],
      [`${word}%20%2e.txt`, 'percent signs in a name\n'],
      [`${word}.min.css`, 'body { color: teal }\n', /^text\/css\b/i],
      [`${word}.bin`, everyByte],
      [`${word}-empty.txt`, ''],
    ]
    await withFiles(tools, async ({ file }) => {
      for (const [name, content, type] of rows) {
        file(`public/${name}`, content)
        const target = `/${encodeURIComponent(name)}`
        await judge(tools, { target, bytes: bytesOf(content), type })
      }
      const plus = `/${word}%20%26%20Zo%c3%ab's%20+1%3b%20%232=100%25.txt`
      await judge(tools, { target: plus, bytes: bytesOf(rows[0]?.[1] ?? '') })
    })
    for (const query of ['?sort=pages', '?a=%zz&b=/x.txt?c', '?']) {
      const exchange = await tools.send({ target: `/style.css${query}` })
      if (exchange.answer.body !== read(tools, 'style.css')) {
        tools.fail('query-not-ignored', statusEvidence(exchange, 200))
      }
    }
  }, patient),
  step<FindingId>('HEAD gets the head alone', async ({ send, fail }) => {
    const { answer: { body } } = await send({ target: '/books.csv' })
    const exchange = await send({ method: 'HEAD', target: '/books.csv' })
    const { status, message } = exchange.answer
    if (status !== 200) return fail('head-differs', statusEvidence(exchange, 200))
    const length = exchange.answer.header('content-length') ?? `${body.length}`
    if (message.extra === '' && Number(length) === body.length) return
    fail('head-differs', {
      exchange, mark: 'head', expected: `Content-Length: ${body.length}, and no body`,
      actual: `Content-Length: ${length}, and ${message.extra.length} bytes after the head`,
    })
  }, patient),
  step<FindingId>('Several clients at once', async (tools) => {
    const { send, fail, fresh } = tools
    const rows = fresh.shuffle([...texts, ...texts])
    await Promise.all(rows.map(async ([target, name, type]) => {
      const exchange = await send({ target })
      const sentType = exchange.answer.header('content-type') ?? 'no Content-Type'
      if (exchange.answer.body === read(tools, name) && type.test(sentType)) return
      fail('files-mixed-up', {
        exchange, mark: 'body', expected: name, actual: `another file, with ${sentType}`,
      })
    }))
  }, patient),
  step<FindingId>('Other methods change nothing', async (tools) => {
    const { send, fail, fresh } = tools
    const name = `${fresh.word()}.css`
    const content = fresh.word()
    await withFiles(tools, async ({ file }) => {
      file(`public/${name}`, content)
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const exchange = await send({ method, target: `/${name}`, body: 'x' })
        const after = readIfThere(tools, name)
        if (after === content) continue
        return fail('file-changed-by-request', {
          exchange, mark: 'status-line', expected: `the same ${name} as before`,
          actual: after === undefined ? `${name} is gone` : `${name} has changed`,
        })
      }
    })
  }, patient),
]

async function judge({ send, fail }: Tools<FindingId>, { target, bytes, type }: Wanted) {
  const exchange = await send({ target })
  const { answer } = exchange
  if (answer.status !== 200) return fail('not-served', statusEvidence(exchange, 200))
  if (answer.body !== bytes) {
    return fail('not-served', {
      exchange, mark: 'body', expected: `the ${bytes.length} bytes of the file`,
      actual: `${answer.body.length} bytes, not the same`,
    })
  }
  if (type === undefined) return
  const actual = answer.header('content-type') ?? 'no Content-Type'
  const evidence = { exchange, mark: 'header content-type', actual } as const
  if (!type.test(actual)) fail('wrong-type', { ...evidence, expected: String(type) })
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(actual)?.[1]?.toLowerCase()
  const mustHave = /^text\/(?:html|plain)/i.test(actual)
  if (charset === undefined ? mustHave : charset !== 'utf-8' && charset !== 'utf8') {
    fail('wrong-charset', { ...evidence, expected: 'charset=utf-8' })
  }
}

function bytesOf(content: string | Uint8Array): string {
  return toByteText(Buffer.from(content))
}

function read({ folder }: Pick<Tools, 'folder'>, name: string): string {
  return toByteText(readFileSync(join(folder, 'public', name)))
}

function readIfThere(tools: Pick<Tools, 'folder'>, name: string): string | undefined {
  try {
    return read(tools, name)
  } catch {
    return undefined
  }
}
