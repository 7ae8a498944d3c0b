// All that is stored of a user, as one document for them to keep. What only serves to check
// something, such as the hash of a password or a key, says nothing about a person and stays here.
// Lesson: user-management (tour)

import { readEventsOf, type UserEvent } from '../../../auth/access/audit.ts'
import type { User } from '../../../auth/access/users.ts'
import { countRecoveryCodes } from '../../../auth/passwords/recoveryCodes.ts'
import { formatTime } from '../../../basics/clock.ts'
import type { Database } from '../../../database/database.ts'
import { onePage, readPages, type Pages } from '../../site/list.ts'
import { describeUser } from '../../site/user.ts'
import type { Dependencies } from '../dependencies.ts'

/** Writes all that is stored of a user as one JSON document, a page of each long list at a time. */
export async function* exportData(dependencies: Dependencies, user: User): AsyncGenerator<string> {
  const { database, clock } = dependencies
  const recoveryCodes = await countRecoveryCodes(database, user.id)
  const start = {
    exportedAt: formatTime(clock()),
    account: { ...describeUser(user), recoveryCodes },
  }
  // The object goes on where its closing brace was.
  yield JSON.stringify(start).slice(0, -1)
  for (const [name, pages] of Object.entries(listsOf(dependencies, user.id))) {
    yield* writeList(name, pages)
  }
  yield '}\n'
}

// Nothing is read before its turn.
function listsOf({ auth, database, personalData }: Dependencies, user: number) {
  return {
    sessions: onePage(() => auth.sessions.list(user)),
    tokens: onePage(() => auth.refreshTokens.list(user)),
    keys: onePage(() => auth.apiKeys.list(user)),
    ...personalData(user),
    events: readEvents(database, user),
  }
}

async function* readEvents(database: Database, user: number): Pages {
  const read = (after: number) => readEventsOf(database, user, after)
  for await (const events of readPages(read, 0, ({ id }) => id)) yield events.map(describeEvent)
}

// Who did it is told only of the user's own acts: the others are about them, but by somebody else.
function describeEvent({ at, action, target, details, isOwn }: UserEvent) {
  const parsed: unknown = JSON.parse(details)
  return { at: formatTime(at), action, target, details: parsed, byYou: isOwn === 1 }
}

async function* writeList(name: string, pages: Pages): AsyncGenerator<string> {
  yield `,${JSON.stringify(name)}:[`
  let isFirst = true
  for await (const page of pages) {
    if (page.length === 0) continue
    yield (isFirst ? '' : ',') + page.map((item) => JSON.stringify(item, writeTime)).join(',')
    isFirst = false
  }
  yield ']'
}

// A time is a number under a name in `At`; people read it as text.
function writeTime(name: string, value: unknown): unknown {
  return name.endsWith('At') && typeof value === 'number' ? formatTime(value) : value
}
