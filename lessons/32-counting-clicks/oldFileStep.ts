// Whether the program still works with a file that it has made before this lesson: a step that has
// run somewhere never changes.

import type { HttpExchange } from '../../src/course/check/exchange.ts'
import { follow, isSameUrl, locationOf, targetOf } from '../29-create-and-redirect/client.ts'
import type { ClickTools } from './counts.ts'

const links = `create table links (
  id integer primary key,
  slug text not null unique,
  target text not null,
  created_at integer not null
) strict`

// How many steps the lesson may have added. Each try starts the program once.
const mostSteps = 8

type OldLink = { slug: string; target: string }

/** Starts the program with a file of lesson 31, and visits the link in it. */
export async function keepOldFile(tools: ClickTools): Promise<void> {
  const { fresh, fail } = tools
  const link = { slug: `${fresh.word()}-${fresh.word()}`, target: targetOf(fresh) }
  let problem: Problem | undefined
  for (const version of versionsOf(tools)) {
    const isRunning = problem?.hasEnded !== true
    const found = await visitOldLink(tools, link, { version, isRunning })
    if (found === undefined) return
    problem ??= found
  }
  if (problem === undefined) return
  const { hasEnded, ...evidence } = problem
  fail('old-file-broken', evidence)
}

// The program of the first lessons leaves a 1 there. One that counts from 0 leaves a 0, and so does
// one that looks at the tables themselves. Another may number its steps in its own way, by their
// dates for example: then a number just below its present one stands for the steps before this
// lesson. What other tables of its own say isn't known.
function versionsOf({ query }: ClickTools): readonly number[] {
  const tables = query(`select name from sqlite_schema
    where type = 'table' and name not like 'sqlite_%'`)
  if (tables.length > 1) return []
  const version = Number(query('pragma user_version')[0]?.['user_version'])
  const nearby = Array.from({ length: mostSteps }, (_, index) => version - index)
  const usual = version > 0 ? [1, 0] : [0]
  return [...new Set([...usual, ...nearby.filter((each) => each >= 0)])]
}

type Problem = { exchange?: HttpExchange; expected: string; actual: string; hasEnded?: true }

async function visitOldLink(
  tools: ClickTools, { slug, target }: OldLink,
  { version, isRunning }: { version: number; isRunning: boolean },
): Promise<Problem | undefined> {
  const { kill, replaceDatabase, tryStart, query } = tools
  const file = `a file with the table links of lesson 29 and user_version ${version}`
  if (isRunning) await kill()
  replaceDatabase(`${links};
    insert into links values (1, '${slug}', '${target}', ${Date.now()});
    pragma user_version = ${version}`)
  const { isListening, code } = await tryStart()
  if (!isListening) {
    const actual = code === undefined ? "it doesn't listen" : `it ended with exit code ${code}`
    return { expected: `it starts with ${file}`, actual, hasEnded: true }
  }
  const exchange = await follow(tools, slug)
  if (!isSameUrl(locationOf(exchange), target)) {
    const actual = `${exchange.answer.status}, with ${file}`
    return { exchange, expected: `302 to ${target}`, actual }
  }
  const [row] = query('select * from links where slug = ?', slug)
  if (row?.['clicks'] === 1) return undefined
  const actual = `clicks is ${String(row?.['clicks'])}, with ${file}`
  return { exchange, expected: 'after one visit, clicks is 1', actual }
}
