// rqlite for the tests of the app: each database that a test opens is an rqlite node of its own. A
// test process keeps its nodes, and empties them for the tests that come later.
//
// Lesson: outgrowing-one-machine (appendix)

import type { Database } from '../../src/database/database.ts'
import { openRqlite } from '../../src/database/rqlite.ts'
import { parseRqliteUrl } from '../../src/database/rqlite/address.ts'
import type {
  DatabaseOptions, Elsewhere, EngineOptions, OpenedDatabase,
} from '../openDatabase.ts'
import { pick, pickList } from '../pick.ts'
import { ask } from './ask.ts'
import { databaseBytes, startNodes, type Nodes } from './nodes.ts'

const idle: Nodes[] = []

/** Opens a database on a node that no other test uses at the moment. */
export function openOnNode({ bytes, ...options }: DatabaseOptions): OpenedDatabase {
  const nodes = prepareNodes(bytes ?? databaseBytes(''))
  const place = async () => (await nodes).url
  const engines: Database[] = []
  const openAgain = () => {
    const engine = openLater(place(), options)
    engines.push(engine)
    return engine
  }
  let closing: Promise<void> | undefined
  return {
    database: openAgain(),
    get path(): string {
      throw new Error('There is no file with rqlite: mark this test with fileOnly')
    },
    place,
    openAgain,
    elsewhere: openElsewhere(nodes),
    readBytes: async () => Buffer.from(await (await nodes).backup()).toString('latin1'),
    close: () => closing ??= release(nodes, engines),
  }
}

/** Opens a database that is there, by its URL. */
export function openUrl(url: string, options: EngineOptions): Database {
  return openLater(Promise.resolve(url), options)
}

async function prepareNodes(bytes: Uint8Array): Promise<Nodes> {
  const nodes = idle.pop() ?? await startNodes({ count: 1 })
  await nodes.load(bytes)
  return nodes
}

async function release(nodes: Promise<Nodes>, engines: readonly Database[]): Promise<void> {
  await Promise.all(engines.map((engine) => engine.close()))
  idle.push(await nodes)
}

// Tests open their database in one step. What they ask for waits until it is there, and they don't
// hear of what the engine itself stores when it opens.
function openLater(url: Promise<string>, { schema, onCommit, slow }: EngineOptions): Database {
  let isOpen = false
  const opening = url.then((text) => openRqlite({
    schema, slow, address: parseRqliteUrl(text),
    onCommit: (commit) => isOpen && onCommit?.(commit),
  })).finally(() => (isOpen = true))
  // Every call tells of it.
  opening.catch(() => undefined)
  return {
    one: async (...words) => (await opening).one(...words),
    all: async (...words) => (await opening).all(...words),
    run: async (statement) => (await opening).run(statement),
    batch: async (statements) => (await opening).batch(statements),
    isReplaced: () => false,
    close: async () => (await opening).close(),
  }
}

function openElsewhere(nodes: Promise<Nodes>): Elsewhere {
  const send = async (path: string, text: string) => {
    const [node] = (await nodes).all
    const question = { method: 'POST', type: 'application/json', body: JSON.stringify([text]) }
    const { body } = await ask(`${node?.origin}${path}`, question)
    const answer: unknown = JSON.parse(body.toString())
    const error = pick(answer, 'error') ?? pick(answer, 'results', 0, 'error')
    if (error !== undefined) throw new Error(String(error))
    return pick(answer, 'results', 0)
  }
  return {
    run: async (text) => void await send('/db/execute', text),
    read: async (text) => pickList(await send('/db/query?level=none', text), 'values').map(
      (row) => (Array.isArray(row) ? row : [])),
  }
}
