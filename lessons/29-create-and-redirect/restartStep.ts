// Whether links are in the prescribed table, are still there after kill -9, and whether what comes
// after the restart leaves them alone.

import { isRecord } from '../../src/basics/check.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { follow, postLink, readMade, targetOf, type MadeLink } from './client.ts'
import { expectRedirectTo, expectRow, make, readRows } from './expectations.ts'
import type { FirstTools } from './findings.ts'

const dayMs = 86_400_000
const origin = 'https://go.example'

/** Makes links, ends the program in the middle of its work, and starts it again. */
export async function surviveCrash(tools: FirstTools): Promise<void> {
  const { fresh, fail, kill, start, send } = tools
  const targets = [targetOf(fresh), targetOf(fresh)]
  const slugs: string[] = []
  for (const target of targets) slugs.push((await make(tools, target)).slug)
  const known = readTable(tools, slugs, targets)
  await kill()
  await start({ PUBLIC_ORIGIN: origin })
  for (const [index, slug] of slugs.entries()) {
    const exchange = await follow(tools, slug)
    const { status } = exchange.answer
    if (status === 404 || status === 410) {
      return fail('lost-at-restart', {
        exchange, mark: 'status', expected: '302, as before the restart', actual: String(status),
      })
    }
    expectRedirectTo(tools, exchange, targets[index] ?? '')
  }
  const exchange = await send({ target: `/api/links/${slugs[0]}` })
  const body = exchange.answer.json()
  const shortUrl = isRecord(body) ? String(body['shortUrl']) : 'no shortUrl'
  expectOrigin(tools, exchange, { slug: slugs[0] ?? '', shortUrl })
  await makeAfterRestart(tools, known)
}

// A counter in memory begins anew.
async function makeAfterRestart(tools: FirstTools, known: ReadonlySet<string>): Promise<void> {
  const exchange = await postLink(tools, { target: targetOf(tools.fresh) })
  const made = readMade(exchange)
  if (made === undefined) {
    return tools.fail('not-made-after-restart', {
      exchange, mark: 'status', expected: '201', actual: String(exchange.answer.status),
    })
  }
  if (known.has(made.slug)) {
    return tools.fail('slug-used-again', {
      exchange, mark: 'body', expected: 'a slug that no link has', actual: made.slug,
    })
  }
  expectOrigin(tools, exchange, made)
}

function expectOrigin(
  { fail }: FirstTools, exchange: HttpExchange,
  { slug, shortUrl }: Pick<MadeLink, 'slug' | 'shortUrl'>,
): void {
  const wanted = `${origin}/${slug}`
  if (shortUrl === wanted) return
  fail('wrong-origin', { exchange, mark: 'body', expected: wanted, actual: shortUrl })
}

// Gives the slugs of all links that were made so far.
function readTable(
  tools: FirstTools, slugs: readonly string[], targets: readonly string[],
): ReadonlySet<string> {
  for (const [index, slug] of slugs.entries()) {
    const row = expectRow(tools, { slug, target: targets[index] ?? '' })
    const age = Math.abs(Date.now() - Number(row['created_at']))
    if (age < dayMs) continue
    return tools.fail('wrong-time', {
      expected: `about ${Date.now()}`, actual: String(row['created_at']),
    })
  }
  return new Set(readRows(tools).map((row) => String(row['slug'])))
}
