// Whether random slugs are random, and what happens when one of them is taken.

import { Failure } from '../../src/course/check/failure.ts'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import {
  makeLink, postLink, readMade, targetOf, type MadeLink,
} from '../29-create-and-redirect/client.ts'
import type { SlugTools } from './findings.ts'

const leastLength = 7
const fewestCharacters = 20
// Of 64 random slugs, a place has fewer different characters less than once in a million runs.
const fewestInAPlace = 6

/** Makes links without a chosen name, and looks at their slugs. */
export async function judgeSlugs(tools: SlugTools): Promise<void> {
  const { fresh, fail } = tools
  const target = targetOf(fresh)
  const { slug: first } = await makeLink(tools, { target })
  const again = await postLink(tools, { target })
  const second = readMade(again)?.slug
  if (second === undefined || second === first) {
    return fail('made-of-the-target', {
      exchange: again, expected: '201, and another slug',
      actual: second ?? `the status ${again.answer.status}`,
    })
  }
  const slugs = [first, second, ...await makeSlugs(tools, 62)]
  for (const slug of slugs) judgeSpelling(tools, slug)
  judgeRandomness(tools, slugs)
}

// One after the other, so that their order is known.
async function makeSlugs(tools: SlugTools, count: number): Promise<string[]> {
  const slugs: string[] = []
  while (slugs.length < count) {
    slugs.push((await makeLink(tools, { target: targetOf(tools.fresh) })).slug)
  }
  return slugs
}

function judgeSpelling({ fail }: SlugTools, slug: string): void {
  if (/[01oil]/i.test(slug)) {
    return fail('look-alikes', { expected: 'none of 0, o, 1, i and l', actual: slug })
  }
  if (!/^[a-z0-9]*$/.test(slug)) {
    return fail('wrong-characters', { expected: 'a to z in lower case, and digits', actual: slug })
  }
  if (slug.length >= leastLength) return
  fail('too-short', { expected: `${leastLength} characters or more`, actual: slug })
}

function judgeRandomness({ fail }: SlugTools, slugs: readonly string[]): void {
  const actual = slugs.slice(-4).join(', ')
  const isSorted = slugs.every((slug, index) => isBefore(slugs[index - 1] ?? '', slug))
  const changing = findChanging(slugs)
  if (isSorted || changing.length < leastLength) {
    const order = isSorted ? 'each comes after the one before'
      : `${changing.length} characters change`
    return fail('guessable', {
      expected: `${leastLength} characters that change from slug to slug, in no order`,
      actual: `${order}: ${actual}`,
    })
  }
  const characters = slugs.flatMap((slug) => changing.map((place) => slug[place]))
  const counts = countCharacters(characters.join(''))
  if (counts.length < fewestCharacters) {
    return fail('few-characters', {
      expected: `at least ${fewestCharacters} different ones`,
      actual: `${counts.length} in ${slugs.length} slugs, such as ${actual}`,
    })
  }
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const mean = total / counts.length
  // Eight standard deviations: that doesn't happen by chance.
  const frequent = counts.find(({ count }) => count > mean + 8 * Math.sqrt(mean))
  if (frequent === undefined) return
  fail('uneven', {
    expected: `about ${Math.round(mean)} times each character`,
    actual: `${frequent.character} is there ${frequent.count} times in ${slugs.length} slugs`,
  })
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

/** Makes random slugs collide: first some of them, then all of their length. */
export async function collide(tools: SlugTools): Promise<void> {
  const slugs = await makeSlugs(tools, 12)
  const length = Math.max(...slugs.map((slug) => slug.length))
  // About three in ten slugs end with one of these: a program that never tries again can hardly be
  // lucky thirty times, and one that does is hardly unlucky ten times in a row.
  const characters = [...slugs.join('')].sort()
  const last = characters[Math.floor(0.28 * characters.length)]
  const some = `length(new.slug) <= ${length} and substr(new.slug, -1) <= '${last}'`
  await withTaken(tools, some, async () => {
    for (let count = 0; count < 30; count += 1) {
      const exchange = await postLink(tools, { target: targetOf(tools.fresh) })
      expectMade(tools, exchange, 'gives-up')
      expectFree(tools, exchange)
    }
  })
  await withTaken(tools, `length(new.slug) <= ${length}`, () => expectLonger(tools))
}

// A program that tries forever doesn't respond.
async function expectLonger(tools: SlugTools): Promise<void> {
  try {
    expectMade(tools, await postLink(tools, { target: targetOf(tools.fresh) }), 'never-longer')
  } catch (error) {
    const isSilent = error instanceof Failure && error.id === 'no-answer'
    if (!isSilent) throw error
    tools.fail('never-longer', { ...error.evidence, expected: '201' })
  }
}

function expectMade(
  { fail }: SlugTools, exchange: HttpExchange, id: 'gives-up' | 'never-longer',
): void {
  const { status } = exchange.answer
  if (readMade(exchange) !== undefined) return
  fail(id, { exchange, mark: 'status', expected: '201', actual: String(status) })
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

/** Starts the program twice with an empty database, and compares the first slugs. */
export async function startAnew(tools: SlugTools): Promise<void> {
  const { fresh, fail } = tools
  const before = await makeFirst(tools, targetOf(fresh))
  const after = await makeFirst(tools, targetOf(fresh))
  if (before.slug !== after.slug) return
  const { exchange, slug } = after
  fail('same-sequence', { exchange, mark: 'body', expected: `not ${slug} again`, actual: slug })
}

async function makeFirst(tools: SlugTools, target: string): Promise<MadeLink> {
  await tools.kill()
  tools.replaceDatabase('')
  await tools.start()
  return makeLink(tools, { target })
}
