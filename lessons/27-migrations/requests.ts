// The requests that this check sends, and what a new file must be able to do.

import { statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpExchange } from '../../src/course/check/exchange.ts'
import type { AddressBookTools } from './addressBook.ts'
import { lastVersion, readFile } from './addressBook.ts'

const wantedColumns = ['id', 'name', 'email', 'phone', 'created_at']
const lateMs = 1_000

/** Sends a contact to the address book. */
function postContact({ send }: AddressBookTools, contact: object): Promise<HttpExchange> {
  return send({
    method: 'POST', target: '/contacts', headers: [['Content-Type', 'application/json']],
    body: JSON.stringify(contact),
  })
}

/** Judges the tables of a new file, and adds a contact through the API. */
export async function judgeApi(tools: AddressBookTools): Promise<void> {
  const { fresh, fail, send } = tools
  await judgeTables(tools)
  const email = `${fresh.name()}.${fresh.word()}@Example.com`
  const contact = { name: fresh.foreignText(), email, phone: '+44 1234' }
  const added = await postContact(tools, contact)
  const list = await send({ target: '/contacts' })
  // Parsed and written again, because the program may escape letters.
  const listed = JSON.stringify(list.answer.json()) ?? ''
  const isListed = list.answer.status === 200 && listed.includes(JSON.stringify(contact.name))
  if (added.answer.status !== 201 || !isListed) {
    const exchange = added.answer.status === 201 ? list : added
    return fail('not-served', {
      exchange, expected: `${exchange === added ? 'the status 201 for' : 'a list with'} `
        + JSON.stringify(contact),
      actual: `the status ${exchange.answer.status}, and ${exchange.answer.text.slice(0, 200)}`,
    })
  }
  const exchange = await postContact(tools, { name: 'Twin', email: email.toUpperCase() })
  if (exchange.answer.status === 201) {
    return fail('not-unique', {
      exchange, mark: 'status', expected: 'the status 409', actual: 'the status 201',
    })
  }
}

async function judgeTables(tools: AddressBookTools): Promise<void> {
  const { fail } = tools
  if (!hasTables(tools.database)) await refuseLateFile(tools)
  const { columns, version } = readFile(tools)
  const missing = wantedColumns.filter((name) => !columns.includes(name))
  if (missing.length > 0) {
    await refuseLateFile(tools)
    const found = columns.length === 0 ? 'no such table' : `the columns ${columns.join(', ')}`
    return fail('wrong-tables', {
      expected: `a table contacts with ${missing.join(' and ')}`,
      actual: `${found}, and user_version = ${version}`,
    })
  }
  const [column] = tools.query(
    "select type from pragma_table_info('contacts') where name = 'created_at'")
  if (String(column?.['type']).toLowerCase() !== 'integer') {
    return fail('wrong-tables', {
      expected: 'created_at integer', actual: `created_at ${String(column?.['type'])}`,
    })
  }
  const [index] = tools.query(
    "select name from pragma_index_list('contacts') where name = 'contacts_by_email'")
  if (index === undefined) {
    return fail('wrong-tables', {
      expected: 'an index called contacts_by_email', actual: 'no index with this name',
    })
  }
  if (version !== lastVersion) {
    return fail('wrong-version', {
      expected: `user_version = ${lastVersion}`, actual: `user_version = ${version}`,
    })
  }
}

// A program that listens first brings the file up to date a moment later.
async function refuseLateFile(tools: AddressBookTools): Promise<void> {
  const end = performance.now() + lateMs
  while (performance.now() < end) {
    await pause(20)
    if (!hasTables(tools.database)) continue
    const { columns } = readFile(tools)
    if (wantedColumns.some((name) => !columns.includes(name))) continue
    return tools.fail('listens-first', {
      expected: 'the file has its tables before the program listens',
      actual: 'the program listened, and the tables came later',
    })
  }
}

// SQLite opens an empty file, and writes into it with the first table.
function hasTables(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}
