// How SQLite finds the orders: the plan of the statement that the program really ran, or for a
// program without the preload, the plan of the statement that the lesson shows.

import { statementsDuring } from '../../src/course/check/statements.ts'
import { dayMs, target, type Question, type ShopTools } from './shop.ts'

/** One line for each table of a statement, and one for each sort. */
type Plan = { sql: string; details: readonly string[] }

type PlanId = 'full-scan' | 'function-around-column' | 'like-without-index' | 'index-too-short'
  | 'wrong-column-order' | 'sorted-each-time' | 'no-limit'

export type Asked = { question: Question; query: Readonly<Record<string, string>> }

/** Sends a request, and fails with what is wrong with the plan of its statement. */
export async function expectPlan(tools: ShopTools, asked: Asked): Promise<void> {
  const { plans, areAlternatives } = await plansOf(tools, asked)
  const problems = plans.map((plan) => problemOf(tools, plan, asked.question))
  if (areAlternatives && problems.includes(undefined)) return
  for (const [index, { sql, details }] of plans.entries()) {
    const id = problems[index]
    if (id === undefined) continue
    return tools.fail(id, {
      expected: id === 'no-limit' ? 'a statement with limit 20'
        : `a plan such as: ${goodPlans[asked.question]}, and no sort`,
      actual: `${details.join(', ')}. ${areAlternatives ? 'The check tried' : 'You ran'}: `
        + sql.replace(/\s+/g, ' '),
    })
  }
}

const goodPlans: Readonly<Record<Question, string>> = {
  customer: 'SEARCH orders USING INDEX … (email=?)',
  day: 'SEARCH orders USING INDEX … (status=? AND placed_at>? AND placed_at<?)',
  products: 'SEARCH orders USING INDEX … (product>? AND product<?)',
}

type Plans = { plans: readonly Plan[]; areAlternatives: boolean }

async function plansOf(tools: ShopTools, { question, query }: Asked): Promise<Plans> {
  const statements = await statementsDuring(tools, () => tools.send({ target: target(query) }))
  const areAlternatives = !tools.events().some(({ event }) => event === 'sql')
  const texts = areAlternatives
    ? shown(question, query)
    : statements.map(({ sql }) => sql).filter((sql) =>
      /\borders\b/i.test(sql) && /^\s*(?:select|with)\b/i.test(sql) && !emptyList.test(sql))
  const plans = texts.flatMap((sql) => {
    const details = explain(tools, sql)
    return details === undefined ? [] : [{ sql, details }]
  })
  return { plans, areAlternatives }
}

// A statement can use what only the program's own connection has, such as a function.
function explain({ query }: ShopTools, sql: string): readonly string[] | undefined {
  try {
    return query(`explain query plan ${sql}`).map(({ detail }) => String(detail))
  } catch {
    return undefined
  }
}

// What fits the indexes that a program may have: plain ones, and some others that are right too.
function shown(question: Question, query: Readonly<Record<string, string>>): readonly string[] {
  const text = (value = '') => `'${value.replaceAll("'", "''")}'`
  const { email, status, day = '', product } = query
  const start = Date.parse(day)
  const [order, ...conditions] = {
    customer: ['placed_at desc, id desc', `email = ${text(email)}`, `lower(email) = ${text(email)}`,
      `email = ${text(email)} collate nocase`],
    day: ['placed_at, id',
      `status = ${text(status)} and placed_at >= ${start} and placed_at < ${start + dayMs}`,
      `status = ${text(status)} and date(placed_at / 1000, 'unixepoch') = ${text(day)}`],
    products: ['product, id',
      `product >= ${text(product)} and product < ${text(`${product}\u{10ffff}`)}`,
      `product like ${text(`${product}%`)}`],
  }[question]
  return conditions.map((condition) =>
    `select * from orders where ${condition} order by ${order} limit 20`)
}

function problemOf(
  tools: ShopTools, { sql, details }: Plan, question: Question,
): PlanId | undefined {
  // A plan has the other name of a table, if it has one, and the names of subqueries.
  const [, other] = /\borders\s+(?:as\s+)?(\w+)/i.exec(sql) ?? []
  const scans = details.filter((detail) => {
    const [, name] = /^SCAN (\S+)/.exec(detail) ?? []
    return name !== undefined && ['orders', other?.toLowerCase()].includes(name.toLowerCase())
  })
  const searches = details.flatMap((detail): Search[] => {
    const found = /^SEARCH .* USING (?:COVERING )?INDEX (.+?) \((.*)\)/.exec(detail)
    return found === null ? [] : [{ index: found[1] ?? '', terms: found[2] ?? '' }]
  })
  // What an index has found may be read by its id, in another statement.
  const isById = details.some((detail) =>
    /^SEARCH .* INTEGER PRIMARY KEY \(rowid=\?\)/.test(detail))
  if (scans.length === 0 && searches.length === 0 && isById) return undefined
  if (scans.length > 0 || searches.length === 0) return scanProblem(sql)
  const short = searches.map((search) => searchProblem(tools, search, { sql, question }))
  if (short.every((id) => id !== undefined)) return short[0]
  // What a subquery has found already may be sorted.
  const hasSubquery = details.some((detail) => /SUBQUERY|CO-ROUTINE|MATERIALIZE/.test(detail))
  const sorts = details.includes('USE TEMP B-TREE FOR ORDER BY')
  if (sorts && !hasSubquery) return 'sorted-each-time'
  return /\blimit\b/i.test(sql) ? undefined : 'no-limit'
}

type Search = { index: string; terms: string }

// Finds nothing, and reads nothing, whatever its plan says.
const emptyList = /\bin\s*\(\s*\)/i
// In `and (email = ?)`, what's before the bracket isn't a function.
const changedColumn =
  /\b(?!(?:and|or|not)\b)\w+\s*\((?:[\w"]+\.)?"?(?:email|placed_at|product|status)\b/i
const changedTime =
  /\b(?!(?:and|or|not|orders)\b)\w+\s*\((?:[\w"]+\.)?"?placed_at\b|placed_at"?\s*[/*+-]/i
const like = /\b(?:like|glob)\s+'/i

function scanProblem(sql: string): PlanId {
  const condition = conditionOf(sql)
  if (changedColumn.test(condition) || changedTime.test(condition)) return 'function-around-column'
  return like.test(condition) ? 'like-without-index' : 'full-scan'
}

// An index can also have an expression, such as lower(email): its plan calls it <expr>.
function searchProblem(
  { query }: ShopTools, { index, terms }: Search,
  { sql, question }: { sql: string; question: Question },
): PlanId | undefined {
  const columns = terms.toLowerCase().split(' and ').map((term) => term.replace(/[=<>]\?$/, ''))
  const has = (name: string) => columns.includes(name) || columns.includes('<expr>')
  if (question === 'customer') return has('email') ? undefined : scanProblem(sql)
  if (question === 'products') {
    if (!has('product')) return scanProblem(sql)
    return columns.length === 1 && changedColumn.test(conditionOf(sql)) && !has('<expr>')
      ? 'function-around-column' : undefined
  }
  // With only the end of the day, it reads the orders of all earlier days.
  if (columns.includes('status') && has('placed_at') && !isOpenBelow(terms)) return undefined
  if (changedTime.test(conditionOf(sql))) return 'function-around-column'
  const inIndex = query(`select name from pragma_index_info('${index.replaceAll("'", "''")}')`)
    .map(({ name }) => String(name).toLowerCase())
  const isTurned = inIndex[0] === 'placed_at' && inIndex.includes('status')
  return isTurned ? 'wrong-column-order' : 'index-too-short'
}

function isOpenBelow(terms: string): boolean {
  return /placed_at<\?/i.test(terms) && !/placed_at>\?/i.test(terms)
}

// Without the list of columns, in which a function does no harm.
function conditionOf(sql: string): string {
  const [, condition = ''] = /\bwhere\b(.*?)(?:\border by\b|$)/is.exec(sql) ?? []
  return condition
}
