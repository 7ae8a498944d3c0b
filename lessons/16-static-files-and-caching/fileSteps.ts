// Steps: files arrive as they are, under any name, for HEAD too, and for several clients at once.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { Failure } from '../../src/course/check/failure.ts'
import { toByteText } from '../../src/course/check/report.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'

type Types = readonly string[]
type Wanted = { target: string; bytes: string; types?: Types | undefined }
type Row = readonly [name: string, content: string | Uint8Array, types?: Types]

const texts = [
  ['/index.html', 'index.html', ['text/html']],
  ['/style.css', 'style.css', ['text/css']],
  ['/count.js', 'count.js', ['text/javascript', 'application/javascript']],
  ['/tree.svg', 'tree.svg', ['image/svg+xml']],
  ['/books.csv', 'books.csv', ['text/csv']],
  ['/read%20me%2C%20sch%C3%B6n.txt', 'read me, schön.txt', ['text/plain']],
  ['/style%2Ecss', 'style.css', ['text/css']],
] as const

// Many requests take their time on a busy machine.
const patient = { deadlineMs: 20_000 }

const noType = 'no content-type'
// For an extension that nobody knows.
const unknownTypes = ['application/octet-stream', noType]

export const fileSteps = [
  step<FindingId>('Files come with their types', async (tools) => {
    for (const [target, name, types] of texts) {
      await judge(tools, { target, bytes: read(tools, name), types })
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
    const rows: Row[] = [
      [` ${word} & Zoë's +1; #2=100%.txt`, `${fresh.foreignText()}\n`],
      [`${word}%20%2e.txt`, 'percent signs in a name\n'],
      [`${word}.min.css`, 'body { color: teal }\n', ['text/css']],
      [`${word}.html.txt`, '<h1>Not a page</h1>\n', ['text/plain']],
      [`${word}.${word}`, everyByte, unknownTypes],
      [`${word}-css`, 'not a style sheet\n', unknownTypes],
      [`${word}-empty.txt`, ''],
    ]
    await withFiles(tools, async ({ file }) => {
      for (const [name, content, types] of rows) {
        file(`public/${name}`, content)
        const target = `/${encodeURIComponent(name)}`
        await judge(tools, { target, bytes: bytesOf(content), types })
      }
      const plus = `/%20${word}%20%26%20Zo%c3%ab's%20+1%3b%20%232=100%25.txt`
      await judge(tools, { target: plus, bytes: bytesOf(rows[0]?.[1] ?? '') })
    })
    for (const query of ['?sort=pages', '?a=%zz&b=/x.txt?c', '?']) {
      const exchange = await tools.send({ target: `/style.css${query}` })
      const { status } = exchange.answer
      if (status !== 200) tools.fail('query-not-ignored', statusEvidence(exchange, 200))
      const isSame = exchange.answer.body === read(tools, 'style.css')
      if (isSame && typeOf(exchange) === 'text/css') continue
      tools.fail('query-not-ignored', {
        exchange, mark: 'head', expected: 'style.css, with the type text/css',
        actual: `${exchange.answer.body.length} bytes, with the type ${typeOf(exchange)}`,
      })
    }
  }, patient),
  step<FindingId>('HEAD gets the head alone', async ({ send, fail }) => {
    const get = await send({ target: '/books.csv' })
    const exchange = await send({ method: 'HEAD', target: '/books.csv' })
    const { status, message } = exchange.answer
    if (status !== 200) return fail('head-differs', statusEvidence(exchange, 200))
    const size = get.answer.body.length
    const length = exchange.answer.header('content-length') ?? `${size}`
    const isSame = Number(length) === size && typeOf(exchange) === typeOf(get)
    if (message.extra === '' && isSame) return
    fail('head-differs', {
      exchange, mark: 'head', expected: `${typeOf(get)}, Content-Length: ${size}, and no body`,
      actual: `${typeOf(exchange)}, Content-Length: ${length}, and ${message.extra.length} bytes `
        + 'after the head',
    })
  }, patient),
  step<FindingId>('Several clients at once', async (tools) => {
    const { fresh, together } = tools
    // Whether they disturb each other is chance, so there are several rounds. In Python, five can
    // wait.
    for (let round = 1; round <= 10; round += 1) {
      const five = fresh.shuffle(texts).slice(0, 5)
      await together(() => Promise.all(five.map((row) => judgeAtOnce(tools, row))))
    }
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

async function judge({ send, fail }: Tools<FindingId>, { target, bytes, types }: Wanted) {
  const exchange = await send({ target })
  const { answer } = exchange
  if (answer.status !== 200) return fail('not-served', statusEvidence(exchange, 200))
  if (answer.body !== bytes) {
    return fail('not-served', {
      exchange, mark: 'body', expected: `the ${bytes.length} bytes of the file`,
      actual: `${answer.body.length} bytes, not the same`,
    })
  }
  if (types === undefined) return
  const actual = answer.header('content-type') ?? noType
  const evidence = { exchange, mark: 'header content-type', actual } as const
  const type = typeOf(exchange)
  if (!types.includes(type)) fail('wrong-type', { ...evidence, expected: types.join(' or ') })
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(actual)?.[1]?.toLowerCase()
  const mustHave = type === 'text/html' || type === 'text/plain'
  if (charset === undefined ? mustHave : charset !== 'utf-8' && charset !== 'utf8') {
    fail('wrong-charset', { ...evidence, expected: 'charset=utf-8' })
  }
}

async function judgeAtOnce(
  tools: Tools<FindingId>, [target, name, types]: (typeof texts)[number],
): Promise<void> {
  const { send, fail } = tools
  const expected = `${name}, with the type ${types[0]}`
  const exchange = await send({ target }).catch((error: unknown) => {
    // The length of one file, and the bytes of another.
    if (!(error instanceof Failure) || error.id !== 'half-answer') throw error
    return fail('files-mixed-up', { ...error.evidence, expected })
  })
  const { status, body } = exchange.answer
  if (status !== 200) return fail('not-served', statusEvidence(exchange, 200))
  if (body === read(tools, name) && types.some((type) => type === typeOf(exchange))) return
  fail('files-mixed-up', {
    exchange, mark: 'body', expected,
    actual: `${body.length} bytes, with the type ${typeOf(exchange)}`,
  })
}

// The media type, without its parameters.
function typeOf({ answer }: HttpExchange): string {
  const [type = ''] = (answer.header('content-type') ?? noType).toLowerCase().split(';')
  return type.trim()
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
