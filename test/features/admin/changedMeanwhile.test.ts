// What administrators do to a user while another administrator takes their rights away.

import assert from 'node:assert/strict'
import test from 'node:test'
import { addUser, openSignedIn, openWithKey } from '../users/accounts.ts'
import { changeMeanwhile, type Change } from '../users/changedMeanwhile.ts'
import { questionsAfter, type Leaver, type Prepare } from '../users/interrupted.ts'
import { promote } from './people.ts'

/** Makes the user an administrator, and adds somebody whom they can do something to. */
async function begin({ site, user }: Leaver): Promise<string> {
  await promote(site, user)
  const other = await addUser(site, { email: `other${user}@example.org` })
  await openSignedIn(site, other)
  return `/admin/users/${other}`
}

function press(action: string): Prepare {
  return async (leaver) => {
    const path = await begin(leaver)
    const browser = await openSignedIn(leaver.site, leaver.user)
    await browser.get(action === 'sessions' ? path : `${path}/${action}`)
    return () => browser.submit(`${path}/${action}`)
  }
}

function send(method: string, rest: string, body?: object): Prepare {
  return async (leaver) => {
    const path = await begin(leaver)
    const program = await openWithKey(leaver.site, leaver.user, ['admin'])
    return () => program.send(method, `/api${path}${rest}`, body, { 'if-match': '"1"' })
  }
}

const ends: readonly Change[] = ['the account is disabled', 'all access is ended', 'another role']

const requests: Record<string, Prepare> = {
  'a new administrator': press('promote'),
  'a disabled account': press('disable'),
  'the end of all sessions': press('sessions'),
  'a new administrator, by a key': send('PATCH', '', { role: 'admin' }),
  'a disabled account, by a key': send('PATCH', '', { disabled: true }),
  'the end of all sessions, by a key': send('DELETE', '/sessions'),
}

for (const [name, prepare] of Object.entries(requests)) {
  for (const change of ends) {
    test(`${name} is refused after ${change}`, async (t) => {
      const responses = await changeMeanwhile(t, change, prepare)
      assert.equal(questionsAfter(responses), 0, String(responses))
    })
  }
}
