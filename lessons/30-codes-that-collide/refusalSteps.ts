// Names that can't be slugs: with other characters, too short or too long, or of our own paths.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { makeLink, postLink, readLink, targetOf } from '../29-create-and-redirect/client.ts'
import type { SlugTools } from './findings.ts'
import { countLinks } from './raceSteps.ts'

/** Names that a link can't have as a whole. */
export const reserved: readonly string[] = ['admin', 'api', 'health', 'links', 'login', 'static']

/** Sends names that no link can have, and looks for rows that were made all the same. */
export async function refuseNames(tools: SlugTools): Promise<void> {
  const word = tools.fresh.word()
  const id = 'bad-name-accepted'
  const names: [why: string, ...names: readonly unknown[]][] = [
    ['it has fewer than 3 characters', '', 'ab', '--'],
    ['it has 51 characters', 'x'.repeat(51)],
    ['it has a character that a slug cannot have', `${word} b`, ` ${word}`, `${word}\n`,
      `${word}/b`, `${word}.html`, `${word}?a`, `${word}%41`],
    ['its first or last character is not a letter or digit', `-${word}`, `${word}-`, `_${word}`,
      `${word}_`],
    ['its letters are not from a to z', 'grüße', '語語語', '🚲🌍🌱'],
    ['its first letter is U+212A, a sign that toLowerCase turns into a k', `\u212a${word}`],
    ['it has a character that a slug cannot have', `<b>${word}`, `${word}'`, '..', '---'],
    ['it is not a text', 0, 1234, true, [word], { word }],
  ]
  await expectNoLinks(tools, names.flatMap(([why, ...slugs]) =>
    slugs.map((slug) => ({ slug, id, why }))))
}

/** Sends names of paths that the program has, or will have. */
export async function refuseReserved(tools: SlugTools): Promise<void> {
  const names = reserved.flatMap((name) =>
    [name, tools.fresh.pick([name.toUpperCase(), cap(name)])])
  const why = 'it is a reserved name'
  await expectNoLinks(tools, names.map((slug) => ({ slug, id: 'reserved-name-accepted', why })))
  const { slug } = await makeLink(tools, { target: targetOf(tools.fresh) })
  await readLink(tools, slug)
}

function cap(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

type Refused = { slug: unknown; id: 'bad-name-accepted' | 'reserved-name-accepted'; why: string }
type Expected = Omit<Refused, 'slug'> & { before: number }

async function expectNoLinks(tools: SlugTools, rows: readonly Refused[]): Promise<void> {
  const before = countLinks(tools)
  for (const { slug, ...row } of rows) {
    const target = targetOf(tools.fresh)
    expectRefusal(tools, await postLink(tools, { target, slug }), { ...row, before })
  }
  const after = countLinks(tools)
  if (after === before) return
  tools.fail('stored-after-refusal', { expected: `${before} links`, actual: `${after} links` })
}

function expectRefusal(
  tools: SlugTools, exchange: HttpExchange, { id, why, before }: Expected,
): void {
  const { status } = exchange.answer
  const expected = id === 'bad-name-accepted' ? [422, 400] : [422, 400, 403, 409]
  if (expected.includes(status)) return
  // A name with a line break can be stored, and then break the response.
  const isStored = countLinks(tools) > before
  const mistake = status < 500 ? 'wrong-refusal' : 'server-blamed'
  tools.fail(status < 400 || isStored ? id : mistake, {
    exchange, mark: 'status', expected: `${expected.join(' or ')}, because ${why}`,
    actual: isStored ? `${status}, and the link is in the table` : String(status),
  })
}
