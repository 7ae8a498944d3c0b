// Names that can't be slugs: with other characters, too short or too long, or of our own paths.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { makeLink, postLink, readLink, targetOf } from '../29-create-and-redirect/client.ts'
import type { SlugTools } from './findings.ts'
import { countLinks } from './raceSteps.ts'

const reserved = ['admin', 'api', 'health', 'links', 'login', 'static']

/** Sends names that no link can have, and looks for rows that were made all the same. */
export async function refuseNames(tools: SlugTools): Promise<void> {
  const word = tools.fresh.word()
  const names = [
    '', 'ab', '--',
    'x'.repeat(51), `${word} b`, ` ${word}`, `${word}\n`, `${word}/b`, `${word}.html`,
    `${word}?a`, `${word}%41`, `-${word}`, `${word}-`, `_${word}`, `${word}_`, 'grüße', '語語語',
    '🚲🌍🌱', `\u212a${word}`, `<b>${word}`, `${word}'`, '..', '---',
    0, 1234, true, [word], { word },
  ]
  await expectNoLinks(tools, names.map((slug) => ({ slug, id: 'bad-name-accepted' })))
}

/** Sends names of paths that the program has, or will have. */
export async function refuseReserved(tools: SlugTools): Promise<void> {
  const names = reserved.flatMap((name) =>
    [name, tools.fresh.pick([name.toUpperCase(), cap(name)])])
  await expectNoLinks(tools, names.map((slug) => ({ slug, id: 'reserved-name-accepted' })))
  const { slug } = await makeLink(tools, { target: targetOf(tools.fresh) })
  await readLink(tools, slug)
}

function cap(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

type Refused = { slug: unknown; id: 'bad-name-accepted' | 'reserved-name-accepted' }
type Expected = Pick<Refused, 'id'> & { before: number }

async function expectNoLinks(tools: SlugTools, rows: readonly Refused[]): Promise<void> {
  const before = countLinks(tools)
  for (const { slug, id } of rows) {
    const target = targetOf(tools.fresh)
    expectRefusal(tools, await postLink(tools, { target, slug }), { id, before })
  }
  const after = countLinks(tools)
  if (after === before) return
  tools.fail('stored-after-refusal', { expected: `${before} links`, actual: `${after} links` })
}

function expectRefusal(tools: SlugTools, exchange: HttpExchange, { id, before }: Expected): void {
  const { status } = exchange.answer
  const expected = id === 'bad-name-accepted' ? [422, 400] : [422, 400, 403, 409]
  if (expected.includes(status)) return
  // A name with a line break can be stored, and then break the response.
  const isStored = countLinks(tools) > before
  const mistake = status < 500 ? 'wrong-refusal' : 'server-blamed'
  tools.fail(status < 400 || isStored ? id : mistake, {
    exchange, mark: 'status', expected: expected.join(' or '),
    actual: isStored ? `${status}, and the link is in the table` : String(status),
  })
}
