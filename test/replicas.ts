// Looks for statements that could change one copy of a database in another way than the next one.
// A replicated SQLite such as rqlite sends the text of a statement to each machine, and each runs
// it: chance and the clock would decide differently there, and so may the order of rows where
// nothing says which of them are meant.

const isWrite = /^(?:insert|replace|update|delete|with)\b/i
const byChance = /\b(?:random|randomblob)\s*\(/i
const byClock = /'now'|\bcurrent_(?:time|date|timestamp)\b|\b(?:unixepoch|julianday)\s*\(\s*\)/i

/** Says why a statement's effect isn't the same everywhere; undefined when it is, or only reads. */
export function replicaProblem(text: string): string | undefined {
  return isWrite.test(text) ? accident(text) ?? orderProblem(text) : undefined
}

/** Says what a text depends on that differs from one machine to the next. */
export function accident(text: string): string | undefined {
  if (byChance.test(text)) return 'DIFFERS BY CHANCE'
  return byClock.test(text) ? 'DIFFERS BY CLOCK' : undefined
}

function orderProblem(text: string): string | undefined {
  const places = [...text.matchAll(/\blimit\b/gi)].map(({ index }) => index)
  return places.every((place) => /\border by\b/i.test(selectBefore(text, place)))
    ? undefined : 'LIMIT WITHOUT ORDER'
}

/** Gives what is in the same parentheses before a place, without what is in inner ones. */
function selectBefore(text: string, place: number): string {
  const kept: string[] = []
  let depth = 0
  for (let index = place - 1; index >= 0; index -= 1) {
    const character = text[index] ?? ''
    if (character === ')') depth += 1
    if (character === '(') depth -= 1
    if (depth < 0) break
    if (depth === 0) kept.push(character)
  }
  return kept.reverse().join('')
}
