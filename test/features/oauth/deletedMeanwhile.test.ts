// Requests around applications and another provider, whose user is deleted while they're under way.

import assert from 'node:assert/strict'
import test from 'node:test'
import { pick } from '../../pick.ts'
import { startTime, type TestApp } from '../../testApp.ts'
import type { Browser } from '../../testClients.ts'
import { addUser, openSignedIn } from '../users/accounts.ts'
import { deleteMeanwhile } from '../users/deletedMeanwhile.ts'
import { questionsAfter, type Prepare } from '../users/interrupted.ts'
import { givePassword, linkWith, registerApp, signInWith, signInWithFactor } from './meanwhile.ts'
import { playProvider, type PlayedProvider } from './playedProvider.ts'
import {
  addApplication, askTokens, getCode, getTokens, tradeIn, wishes,
} from './relyingParty.ts'

let others = 0

/** A browser of somebody else, who stays. */
function openOther(site: TestApp): Promise<Browser> {
  others += 1
  return addUser(site, { email: `other${others}@example.org` })
    .then((user) => openSignedIn(site, user))
}

// The number of questions after which a deletion isn't told to the client. A consent always leads
// back to the application: if its code was never stored, the token endpoint says so.
type Row = readonly [name: string, after: number, prepare: Prepare]

const requests: readonly Row[] = [
  ['a new application', 0, registerApp],
  ['a consent', 4, async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    await browser.get(wishes(await addApplication(site)))
    return () => browser.submit('/oauth/consent', { decision: 'allow' })
  }],
  ['the consent to an application of the user', 3, async ({ site, user }) => {
    const browser = await openOther(site)
    await browser.get(wishes(await addApplication(site, { owner: user })))
    return () => browser.submit('/oauth/consent', { decision: 'allow' })
  }],
  ['the password that an application asks for', 0, givePassword],
  ['the exchange of a code', 1, async ({ site, user }) => {
    const application = await addApplication(site)
    const code = await getCode(await openSignedIn(site, user), application)
    return () => askTokens(site, application, tradeIn(application, code))
  }],
  ['the exchange of a code by an application of the user', 2, async ({ site, user }) => {
    const application = await addApplication(site, { owner: user })
    const code = await getCode(await openOther(site), application)
    return () => askTokens(site, application, tradeIn(application, code))
  }],
  ['a refresh of an application', 0, async ({ site, user }) => {
    const application = await addApplication(site)
    const tokens = await getTokens(site, await openSignedIn(site, user), application)
    const refresh_token = String(pick(tokens.json(), 'refresh_token'))
    return () => askTokens(site, application, { grant_type: 'refresh_token', refresh_token })
  }],
]

for (const [name, after, prepare] of requests) {
  test(`an account is deleted during ${name}`, async (t) => {
    const responses = await deleteMeanwhile(t, prepare)
    assert.equal(questionsAfter(responses), after, String(responses))
  })
}

const ways: readonly [name: string, after: number, prepare: (by: PlayedProvider) => Prepare][] = [
  ['a sign-in with the provider', 0, signInWith],
  ['such a sign-in with a second factor', 0, signInWithFactor],
  ['a link with the provider', 0, linkWith],
]

for (const [name, after, prepare] of ways) {
  test(`an account is deleted during ${name}`, async (t) => {
    const provider = await playProvider(t, startTime)
    const responses = await deleteMeanwhile(t, prepare(provider), { provider: provider.settings })
    assert.equal(questionsAfter(responses), after, String(responses))
  })
}
