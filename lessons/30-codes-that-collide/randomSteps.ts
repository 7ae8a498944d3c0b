// Whether random slugs are random, and what happens when one of them is taken.

import { Failure } from '../../src/course/check/failure.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { overOneConnection } from '../../src/course/check/oneConnection.ts'
import {
  makeLink, postLink, readMade, targetOf, type MadeLink,
} from '../29-create-and-redirect/client.ts'
import type { SlugTools } from './findings.ts'

const leastLength = 7
const fewestCharacters = 20
// Of 32 random slugs, a place has fewer different characters less than once in a million runs.
const fewestInAPlace = 6
// A few slugs are enough unless they leave a doubt.
const [fewSlugs, manySlugs] = [32, 100]
// In standard deviations: four are a doubt, and eight don't happen by chance.
const [doubtful, certain] = [4, 8]

/** Makes links without a chosen name, and looks at their slugs. */
export async function judgeSlugs(tools: SlugTools): Promise<void> {
  const { fresh, fail } = tools
  const target = targetOf(fresh)
  const first = await makeLink(tools, { target })
  const again = await postLink(tools, { target })
  const second = readMade(again)
  if (second === undefined || second.slug === first.slug) {
    return fail('made-of-the-target', {
      exchange: again, expected: '201, and another slug',
      actual: second?.slug ?? `the status ${again.answer.status}`,
    })
  }
  const links = [first, second, ...await makeLinks(tools, fewSlugs - 2)]
  for (const link of links) judgeSpelling(tools, link)
  judgeOrder(tools, links)
  if (findBias(slugsOf(links), doubtful) === undefined) return
  links.push(...await makeLinks(tools, manySlugs - fewSlugs))
  for (const link of links) judgeSpelling(tools, link)
  const bias = findBias(slugsOf(links), certain)
  if (bias !== undefined) fail(bias.id, { exchange: links.at(-1)?.exchange, ...bias })
}

// One after the other, so that their order is known.
async function makeLinks(tools: SlugTools, count: number): Promise<MadeLink[]> {
  const links: MadeLink[] = []
  while (links.length < count) {
    links.push(await makeLink(tools, { target: targetOf(tools.fresh) }))
  }
  return links
}

function slugsOf(links: readonly MadeLink[]): string[] {
  return links.map(({ slug }) => slug)
}

function judgeSpelling({ fail }: SlugTools, { slug, exchange }: MadeLink): void {
  const facts = { exchange, mark: 'body', actual: slug } as const
  if (/[01oil]/i.test(slug)) {
    return fail('look-alikes', { ...facts, expected: 'none of 0, o, 1, i and l' })
  }
  if (!/^[a-z0-9]*$/.test(slug)) {
    return fail('wrong-characters', { ...facts, expected: 'a to z in lower case, and digits' })
  }
  if (slug.length >= leastLength) return
  fail('too-short', { ...facts, expected: `${leastLength} characters or more` })
}

function judgeOrder({ fail }: SlugTools, links: readonly MadeLink[]): void {
  const slugs = slugsOf(links)
  const isSorted = slugs.every((slug, index) => isBefore(slugs[index - 1] ?? '', slug))
  const changing = findChanging(slugs)
  if (!isSorted && changing.length >= leastLength) return
  const order = isSorted ? 'each comes after the one before'
    : `characters that change: ${changing.length}`
  fail('guessable', {
    exchange: links.at(-1)?.exchange,
    expected: `${leastLength} characters that change from slug to slug, in no order`,
    actual: `${order}, such as in ${slugs.slice(-4).join(', ')}`,
  })
}

type Bias = { id: 'few-characters' | 'uneven'; expected: string; actual: string }

function findBias(slugs: readonly string[], deviations: number): Bias | undefined {
  const changing = findChanging(slugs)
  const counts = countCharacters(slugs.flatMap((slug) =>
    changing.map((place) => slug[place])).join(''))
  if (counts.length < fewestCharacters) {
    return {
      id: 'few-characters', expected: `at least ${fewestCharacters} different ones`,
      actual: `${counts.length} in ${slugs.length} slugs, such as ${slugs.slice(-4).join(', ')}`,
    }
  }
  const mean = counts.reduce((sum, { count }) => sum + count, 0) / counts.length
  const frequent = counts.find(({ count }) => count > mean + deviations * Math.sqrt(mean))
  return frequent && {
    id: 'uneven', expected: `about ${Math.round(mean)} times each character`,
    actual: `${frequent.character} is there ${frequent.count} times in ${slugs.length} slugs`,
  }
}

// The places in a slug at which many different characters appear.
function findChanging(slugs: readonly string[]): readonly number[] {
  const length = Math.min(...slugs.map((slug) => slug.length))
  const places = Array.from({ length }, (_, place) => place)
  return places.filter((place) =>
    new Set(slugs.map((slug) => slug[place])).size >= fewestInAPlace)
}

function isBefore(one: string, other: string): boolean {
  return one.length < other.length || (one.length === other.length && one < other)
}

function countCharacters(text: string): { character: string; count: number }[] {
  return [...new Set(text)].map((character) =>
    ({ character, count: text.split(character).length - 1 }))
}

/** Makes random slugs collide: some of the usual ones, then all of these, then some longer ones. */
export async function collide(tools: SlugTools): Promise<void> {
  const stored = tools.query('select slug from links').map(({ slug }) => String(slug))
  const slugs = stored.length < fewSlugs ? slugsOf(await makeLinks(tools, 12)) : stored
  const length = Math.max(...slugs.map((slug) => slug.length))
  const characters = [...slugs.join('')].sort()
  const some = (share: number) =>
    `substr(new.slug, -1) <= '${characters[Math.floor(share * characters.length)]}'`
  // A program that never tries again can hardly be lucky thirty times, and one that does is hardly
  // unlucky ten times in a row.
  await withTaken(tools, `length(new.slug) <= ${length} and ${some(0.28)}`, () =>
    tryUntilTaken(tools, { length: 1, most: 30, enough: 2 }))
  let longer = 0
  let most = 0
  await withTaken(tools, `length(new.slug) <= ${length}`, async () => {
    longer = (await expectLonger(tools)).length
    // A statement that fails takes back what the trigger has noted: then only the number counts.
    most = countTaken(tools, 1) > 0 ? 60 : 16
  })
  const taken = `length(new.slug) < ${longer} or length(new.slug) = ${longer} and ${some(0.2)}`
  await withTaken(tools, taken, () => tryUntilTaken(tools, { length: longer, most, enough: 1 }))
}

// Makes links until enough slugs with at least this length were taken.
function tryUntilTaken(
  tools: SlugTools, { length, most, enough }: { length: number; most: number; enough: number },
): Promise<void> {
  return overOneConnection(tools, async (kept) => {
    for (let count = 0; count < most && countTaken(tools, length) < enough; count += 1) {
      const exchange = await postLink(kept, { target: targetOf(tools.fresh) })
      expectMade(tools, exchange, 'gives-up')
      expectFree(tools, exchange)
    }
  })
}

function countTaken({ query }: SlugTools, length: number): number {
  const rows = query('select count(*) as count from check_taken where length(slug) >= ?', length)
  return Number(rows[0]?.['count'])
}

// A program that tries forever doesn't respond.
async function expectLonger(tools: SlugTools): Promise<string> {
  try {
    const exchange = await postLink(tools, { target: targetOf(tools.fresh) })
    return expectMade(tools, exchange, 'never-longer')
  } catch (error) {
    const isSilent = error instanceof Failure && error.id === 'no-answer'
    if (!isSilent) throw error
    return tools.fail('never-longer', { ...error.evidence, expected: '201' })
  }
}

function expectMade(
  { fail }: SlugTools, exchange: HttpExchange, id: 'gives-up' | 'never-longer',
): string {
  const made = readMade(exchange)
  if (made !== undefined) return made.slug
  const { status } = exchange.answer
  return fail(id, { exchange, mark: 'status', expected: '201', actual: String(status) })
}

// The trigger has noted the slugs that it took.
function expectFree({ query, fail }: SlugTools, exchange: HttpExchange): void {
  const slug = readMade(exchange)?.slug ?? ''
  if (query('select slug from check_taken where slug = ?', slug).length === 0) return
  fail('taken-twice', { exchange, mark: 'body', expected: 'a slug that is free', actual: slug })
}

// The trigger inserts the same row a moment before the program does, so the program's own insert
// fails, as it does when another link has this slug.
async function withTaken(
  { query, change }: SlugTools, condition: string, work: () => Promise<void>,
): Promise<void> {
  const columns = query("select name from pragma_table_info('links') where pk = 0")
    .map(({ name }) => `"${name}"`)
  change(`create table check_taken (slug text);
  create trigger taken before insert on links when ${condition} begin
    insert into check_taken values (new.slug);
    insert into links (${columns.join()}) values (${columns.map((name) => `new.${name}`).join()});
  end`)
  await work()
  change('drop trigger taken; drop table check_taken')
}

/**
 * Starts the program anew with an empty database, sends the target of its first link once more, and
 * compares the slugs. So neither a counter nor the target may have made it.
 */
export async function startAnew(tools: SlugTools): Promise<void> {
  const { fail, query } = tools
  const [before] = query('select slug, target from links order by id limit 1')
  await tools.kill()
  tools.replaceDatabase('')
  await tools.start()
  const { slug, exchange } = await makeLink(tools, { target: before?.['target'] })
  if (before?.['slug'] !== slug) return
  fail('same-sequence', { exchange, mark: 'body', expected: `not ${slug} again`, actual: slug })
}
