// What the steps of this check share: database files as older versions of the program left them,
// and what is in a file after a start.

import type { StartAttempt, Tools } from '../../src/course/check/check.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import type { findings } from './findings.ts'

export type FindingId = keyof typeof findings

export type AddressBookTools = Tools<FindingId>

export type Contact = { id: number; name: string; email: string; phone: string }

/** How long a program took to start, in milliseconds, by the file of its database. */
export const startTimes = new Map<string, number>()

/** The number of the last step. */
export const lastVersion = 4

/** What is in a file, to compare it before and after a start. */
export type FileState = {
  version: number
  columns: readonly string[]
  contacts: readonly Readonly<Record<string, unknown>>[]
}

/** Makes contacts with gaps between their ids, and with capitals in their addresses. */
export function freshContacts(fresh: Fresh): Contact[] {
  const names = [`Zoë "Z" O'${fresh.name()}`, fresh.foreignText(), fresh.name(), '%_ -- ; Ångström']
  let id = 0
  return names.map((name, index) => {
    id += fresh.integer(index === 0 ? 2 : 1, 400)
    const email = `${fresh.name()}.${fresh.word()}${id}@Example.COM`
    return { id, name, email, phone: `+44 ${fresh.integer(1000, 9999)} ${id}` }
  })
}

/** The statements that make a file of this version, with these contacts. */
export function fileAt(version: number, contacts: readonly Contact[]): string {
  const isLower = version >= 3
  const rows = contacts.map(({ id, name, email, phone }) => {
    const texts = [name, isLower ? email.toLowerCase() : email, ...(version >= 2 ? [phone] : [])]
    return `(${[id, ...texts.map(quote)].join(', ')})`
  })
  return [
    `create table contacts (
      id integer primary key,
      name text not null,
      email text not null
    ) strict`,
    version >= 2 ? "alter table contacts add column phone text not null default ''" : '',
    rows.length === 0 ? '' : `insert into contacts values ${rows.join(', ')}`,
    isLower ? 'create unique index contacts_by_email on contacts (email)' : '',
    version >= 4 ? 'alter table contacts add column created_at integer' : '',
    `pragma user_version = ${version}`,
  ].filter((statement) => statement !== '').join(';\n')
}

/** Reads the file, after what an interrupted transaction has left is undone. */
export function readFile({ query, change }: AddressBookTools): FileState {
  change('select count(*) from sqlite_schema')
  const columns = query("select name from pragma_table_info('contacts')").map(({ name }) =>
    String(name))
  const contacts = columns.length === 0 ? [] : query('select * from contacts order by id')
  const [row] = query('pragma user_version')
  return { version: Number(row?.['user_version']), columns, contacts }
}

/** The last thing that a program said before it ended. */
export function lastWords({ output, code }: StartAttempt): string {
  const error = /^(?:\w*Error|Exception)\b.*$/m.exec(output)?.[0]
  const lines = output.trim().split('\n')
  const end = code === undefined ? "It didn't listen in time" : `It ended with the code ${code}`
  return `${end}, and said: ${(error ?? lines.at(-1) ?? '').slice(0, 300)}`
}

/** Says whether a program named a number, in any words: `step 3`, `"step":3` or `003_emails`. */
export function namesNumber({ output }: StartAttempt, number: number): boolean {
  const text = output.replaceAll(notWords, '')
  return new RegExp(`(?<![\\d.])0*${number}(?!\\d|\\.\\d)`).test(text)
}

// Lines of a stack trace, the version of Node, absolute paths, and a module of Python.
const notWords =
  /^\s*(?:at |File ").*$|^Node\.js v.*$|(?<![\w.])(?:file:\/\/|\/|[A-Z]:\\)\S*|sqlite3/gm

/** Starts the program on a file that it must bring up to date, and judges the result. */
export async function judgeUpdate(
  tools: AddressBookTools, from: number, contacts: readonly Contact[],
): Promise<void> {
  const begin = performance.now()
  const attempt = await tools.tryStart()
  startTimes.set(tools.database, performance.now() - begin)
  if (!attempt.isListening) return refuseOld(tools, from, attempt)
  judgeFile(tools, from, contacts)
}

/** Ends the step, because the program doesn't start with a file that it should update. */
export function refuseOld({ fail }: AddressBookTools, from: number, attempt: StartAttempt): never {
  return fail('old-file-refused', {
    expected: `a file at version ${from} is brought to version ${lastVersion}`,
    actual: lastWords(attempt),
  })
}

/** Judges a file that had these contacts at a version, and was brought up to date since. */
export function judgeFile(
  { fail, ...tools }: AddressBookTools, from: number, contacts: readonly Contact[],
): void {
  const { version, columns, contacts: found } = readFile({ fail, ...tools })
  const evidence = (expected: string, actual: unknown) =>
    ({ expected: `from a file at version ${from}: ${expected}`, actual: JSON.stringify(actual) })
  if (found.length < contacts.length) {
    return fail('data-lost', evidence(`${contacts.length} contacts`, found))
  }
  const missing = ['phone', 'created_at'].filter((name) => !columns.includes(name))
  if (missing.length > 0) {
    return fail(version === lastVersion ? 'old-step-edited' : 'not-updated',
      evidence(`the column ${missing.join(' and ')}`, { user_version: version, columns }))
  }
  for (const { id, name, email, phone } of contacts) {
    const row = found.find((each) => each['id'] === id)
    const wanted = { id, name, phone: from < 2 ? '' : phone }
    const isSame = row?.['name'] === wanted.name && row['phone'] === wanted.phone
    const foundEmail = String(row?.['email'])
    if (!isSame || foundEmail.toLowerCase() !== email.toLowerCase()) {
      return fail('data-changed', evidence(JSON.stringify(wanted), row ?? found))
    }
    if (foundEmail !== email.toLowerCase()) {
      return fail('address-not-lowered', evidence(email.toLowerCase(), foundEmail))
    }
  }
  const timed = found.find((row) => row['created_at'] !== null)
  if (timed !== undefined) return fail('time-made-up', evidence('created_at is null', timed))
  if (version !== lastVersion) {
    return fail('wrong-version', evidence(`user_version = ${lastVersion}`, version))
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
