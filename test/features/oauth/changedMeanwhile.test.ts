// What leads to a sign-in with another application or provider, and what is changed meanwhile.

import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../src/database/sql.ts'
import { startTime, type TestApp } from '../../testApp.ts'
import { openBrowser, type Browser } from '../../testClients.ts'
import { openSignedIn, password } from '../users/accounts.ts'
import { changeMeanwhile, type Change } from '../users/changedMeanwhile.ts'
import { questionsAfter, type Prepare } from '../users/interrupted.ts'
import { codeFor, playProvider, type PlayedProvider } from './playedProvider.ts'
import { addApplication, callback, leadsTo, wishes } from './relyingParty.ts'

const apps = '/account/apps'

/** The way back from the provider, where this user has an account of the same number. */
function comeBack(browser: Browser, provider: PlayedProvider, location: URL, user: number) {
  // Without a confirmed address, nobody gets a new account this way.
  provider.claims = { sub: `subject-${user}`, email_verified: false }
  const state = location.searchParams.get('state') ?? ''
  const query = new URLSearchParams({ code: codeFor(location), state, iss: provider.origin })
  return browser.get(`/login/with/callback?${query}`, { 'sec-fetch-site': 'cross-site' })
}

function linkUser({ database }: TestApp, provider: PlayedProvider, user: number) {
  return database.run(sql`
    insert into provider_accounts (issuer, subject, user, email, created_at)
    values (${provider.origin}, ${`subject-${user}`}, ${user}, '', 1)`)
}

type Row = {
  prepare: (provider: PlayedProvider) => Prepare
  refused: readonly Change[]
  goesOn?: readonly Change[]
}

const ofSession: readonly Change[] =
  ['a reset', 'the account is disabled', 'all access is ended', 'another role']

const requests: Record<string, Row> = {
  'a new application': {
    prepare: () => async ({ site, user }) => {
      const browser = await openSignedIn(site, user)
      await browser.get(apps)
      return () => browser.submit(apps, { name: 'Reader', redirectUris: callback })
    },
    refused: ofSession,
  },
  'the password that an application asks for': {
    prepare: () => async ({ site, user }) => {
      const browser = await openSignedIn(site, user)
      await browser.get(wishes(await addApplication(site), { prompt: 'login' }))
      return () => browser.submit('/oauth/password', { password })
    },
    refused: [...ofSession, 'another password'],
  },
  'a sign-in with the provider': {
    prepare: (provider) => async ({ site, user }) => {
      await linkUser(site, provider, user)
      const browser = openBrowser(site)
      const location = leadsTo(await browser.get('/login/with'))
      return () => comeBack(browser, provider, location, user)
    },
    refused: ['a reset', 'the account is disabled', 'a second factor'],
    goesOn: ['another role', 'all access is ended'],
  },
  'such a sign-in with a second factor': {
    prepare: (provider) => async ({ site, user }) => {
      await linkUser(site, provider, user)
      await site.database.run(sql`
        update users set totp_secret = 'ABCDEFGHIJKLMNOP', totp_since = 1 where id = ${user}`)
      const browser = openBrowser(site)
      const location = leadsTo(await browser.get('/login/with'))
      return () => comeBack(browser, provider, location, user)
    },
    refused: ['a reset', 'the account is disabled'],
    goesOn: ['another role'],
  },
  'a link with the provider': {
    prepare: (provider) => async ({ site, user }) => {
      const browser = await openSignedIn(site, user)
      await browser.get(apps)
      const reply = await browser.submit(`${apps}/provider/link`, { password })
      return () => comeBack(browser, provider, leadsTo(reply), user)
    },
    refused: ofSession,
  },
}

for (const [name, { prepare, refused, goesOn = [] }] of Object.entries(requests)) {
  for (const change of [...refused, ...goesOn]) {
    const mayGoOn = goesOn.includes(change)
    test(`${name} ${mayGoOn ? 'goes on' : 'is refused'} after ${change}`, async (t) => {
      const provider = await playProvider(t, startTime)
      const options = { provider: provider.settings, mayGoOn }
      const responses = await changeMeanwhile(t, change, prepare(provider), options)
      if (mayGoOn) assert.equal(new Set(responses).size, 1, String(responses))
      else assert.equal(questionsAfter(responses), 0, String(responses))
    })
  }
}
