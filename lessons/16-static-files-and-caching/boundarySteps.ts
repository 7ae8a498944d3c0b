// Steps: what isn't there, and what isn't for everyone: paths that lead out, hidden files, links.

import { join } from 'node:path'
import { step, type Tools } from '../../src/course/check/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import { withFiles } from '../../src/course/check/madeFiles.ts'
import { statusEvidence } from '../../src/course/check/statusEvidence.ts'
import type { FindingId } from './findings.ts'

// Many requests take their time on a busy machine.
const patient = { deadlineMs: 20_000 }

export const boundarySteps = [
  step<FindingId>("What isn't there isn't found", async (tools) => {
    const { send, fail, fresh } = tools
    const word = fresh.word()
    const long = 'a'.repeat(5_000)
    const targets = [
      `/${word}.html`, `/${word}/index.html`, `/${word}%20${word}`, '/%zz', '/%ff', '/index.html/x',
      `/${long}`, '/style.css%00.txt', '//', `/${word}?index.html`,
    ]
    for (const target of fresh.shuffle(targets)) {
      const exchange = await send({ target })
      const { status } = exchange.answer
      const isStrange = /%(?:zz|ff|00)/.test(target) || target === `/${long}`
      // An empty path may have an index page, or lead to one.
      const isFine = target === '//' ? status < 500
        : [404, 410, ...(isStrange ? [400, 414] : [])].includes(status)
      if (!isFine) return fail('missing-file-not-404', statusEvidence(exchange, 404))
    }
    const head = await send({ method: 'HEAD', target: `/${word}.css` })
    if (![404, 410].includes(head.answer.status)) {
      return fail('missing-file-not-404', statusEvidence(head, 404))
    }
  }, patient),
  step<FindingId>('A folder is not a file', async (tools) => {
    const { send, fail, fresh } = tools
    const folder = fresh.word()
    await withFiles(tools, async ({ file }) => {
      file(`public/${folder}/${fresh.word()}.txt`, 'x')
      for (const target of [`/${folder}`, `/${folder}/`, '/']) {
        const exchange = await send({ target })
        const { status } = exchange.answer
        // The folder itself may have an index page. Others have none, and nobody asked for a list.
        if (status >= 500 || (status < 300 && target !== '/')) {
          fail('missing-file-not-404', statusEvidence(exchange, 404))
        }
      }
    })
  }, patient),
  step<FindingId>('No path leads out of the folder', async (tools) => {
    const { folder, fresh } = tools
    const secret = makeSecret(fresh)
    const [name, other] = [`${fresh.word()}.txt`, `public-${fresh.word()}`]
    const absolute = join(folder, name).replaceAll('\\', '/')
    const rows = [
      [`/../${name}`, 'traversal'],
      [`/x/../../${name}`, 'traversal'],
      [`//../${name}`, 'traversal'],
      [`/./../${name}?x`, 'traversal'],
      [`/%2e%2e/${name}`, 'encoded-traversal'],
      [`/%2E./${name}`, 'encoded-traversal'],
      [`/..%2f${name}`, 'encoded-traversal'],
      [`/%2e%2e%2f${name}`, 'encoded-traversal'],
      [`/x/..%2F..%2f${name}`, 'encoded-traversal'],
      [`/..%5c${name}`, 'encoded-traversal'],
      [`/....//${name}`, 'encoded-traversal'],
      [`/..././${name}`, 'encoded-traversal'],
      [`/%252e%252e%252f${name}`, 'encoded-traversal'],
      [`/..%00/${name}`, 'encoded-traversal'],
      [`/../${other}/${name}`, 'sibling-folder'],
      [`/..%2f${other}/${name}`, 'sibling-folder'],
      [`/${absolute}`, 'absolute-path'],
      [`/${encodeURIComponent(absolute)}`, 'absolute-path'],
    ] as const
    await withFiles(tools, async ({ file }) => {
      file(name, secret)
      file(`${other}/${name}`, secret)
      for (const [target, id] of rows) await mustHide(tools, { target, secret, id })
    })
  }, patient),
  step<FindingId>('Hidden files are not served', async (tools) => {
    const { fresh } = tools
    const secret = makeSecret(fresh)
    const [name, folder] = [fresh.word(), fresh.word()]
    const encoded = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`
    const targets = [
      `/.${name}`, `/%2e${name}`, `/%2E${encoded}`, `/.${encoded}`, `//.${name}`, `/./.${name}`,
      `/x/../.${name}`, `/%252e${name}`, `/.${name}?x=.txt`, `/.${folder}/config`,
      `/%2e${folder}/config`, `/${folder}/.${name}`, `/${folder}%2f.${name}`,
    ]
    await withFiles(tools, async ({ file }) => {
      file(`public/.${name}`, secret)
      file(`public/.${folder}/config`, secret)
      file(`public/${folder}/.${name}`, secret)
      for (const target of targets) {
        await mustHide(tools, { target, secret, id: 'hidden-file-served' })
      }
      await mustHide(tools, {
        method: 'HEAD', target: `/.${name}`, secret, id: 'hidden-file-served',
      })
    })
  }, patient),
  step<FindingId>('Links lead nowhere else', async (tools) => {
    const { folder, fresh } = tools
    const secret = makeSecret(fresh)
    const [name, other] = [`${fresh.word()}.txt`, `public-${fresh.word()}`]
    const link = fresh.word()
    await withFiles(tools, async (maker) => {
      maker.file(name, secret)
      maker.file(`${other}/${name}`, secret)
      maker.link(`public/${link}1.txt`, join(folder, name))
      maker.link(`public/${link}2.txt`, join('..', name))
      maker.link(`public/${link}3.txt`, `${link}2.txt`)
      maker.link(`public/${link}4.txt`, join('..', other, name))
      maker.link(`public/${link}5`, join('..', other))
      maker.link(`public/${link}6.txt`, `${link}-nothing`)
      const targets = [
        `/${link}1.txt`, `/${link}2.txt`, `/${link}3.txt`, `/${link}4.txt`, `/${link}5/${name}`,
        `/${link}6.txt`,
      ]
      for (const target of targets) await mustHide(tools, { target, secret, id: 'link-followed' })
    })
  }, patient),
]

type Hidden = { method?: string; target: string; secret: string; id: FindingId }

async function mustHide({ send, fail }: Tools<FindingId>, { secret, id, ...plan }: Hidden) {
  const exchange = await send(plan)
  const { status } = exchange.answer
  // What follows from a secret counts too: HEAD of it has its length.
  if (holds(exchange, secret) || (plan.method === 'HEAD' && status < 300)) {
    fail(id, {
      exchange, mark: plan.method === 'HEAD' ? 'status' : 'body', expected: '404 or 400',
      actual: plan.method === 'HEAD' ? `${status}, so it exists` : 'the content of the file',
    })
  }
  // `//a/b` may be read as a host and a path, and then something else is at that path.
  if (status >= 500) fail('missing-file-not-404', statusEvidence(exchange, 404))
}

function holds({ turns }: HttpExchange, secret: string): boolean {
  return turns.some(({ direction, bytes }) => direction === 'received' && bytes.includes(secret))
}

function makeSecret(fresh: Fresh): string {
  return `PASSWORD=${fresh.word()}-${fresh.integer(10_000, 99_999)}-${fresh.word()}`
}
