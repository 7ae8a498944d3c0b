// Requests around applications and another provider, for the tests that change or delete their user
// while they're under way.

import { sql } from '../../../src/database/sql.ts'
import type { TestApp } from '../../testApp.ts'
import { openBrowser, type Browser } from '../../testClients.ts'
import { openSignedIn, password } from '../users/accounts.ts'
import type { Prepare } from '../users/interrupted.ts'
import { codeFor, type PlayedProvider } from './playedProvider.ts'
import { addApplication, callback, leadsTo, wishes } from './relyingParty.ts'

const apps = '/account/apps'

/** Registers a new application. */
export const registerApp: Prepare = async ({ site, user }) => {
  const browser = await openSignedIn(site, user)
  await browser.get(apps)
  return () => browser.submit(apps, { name: 'Reader', redirectUris: callback })
}

/** Gives the password that an application asks for. */
export const givePassword: Prepare = async ({ site, user }) => {
  const browser = await openSignedIn(site, user)
  await browser.get(wishes(await addApplication(site), { prompt: 'login' }))
  return () => browser.submit('/oauth/password', { password })
}

/** Signs a user in with the provider. */
export function signInWith(provider: PlayedProvider): Prepare {
  return async ({ site, user }) => {
    await linkUser(site, provider, user)
    const browser = openBrowser(site)
    const location = leadsTo(await browser.get('/login/with'))
    return () => comeBack(browser, provider, location, user)
  }
}

/** The same for a user who has a second factor as well. */
export function signInWithFactor(provider: PlayedProvider): Prepare {
  return async (leaver) => {
    await leaver.site.database.run(sql`
      update users set totp_secret = 'ABCDEFGHIJKLMNOP', totp_since = 1 where id = ${leaver.user}`)
    return signInWith(provider)(leaver)
  }
}

/** Links an account with the provider. */
export function linkWith(provider: PlayedProvider): Prepare {
  return async ({ site, user }) => {
    const browser = await openSignedIn(site, user)
    await browser.get(apps)
    const reply = await browser.submit(`${apps}/provider/link`, { password })
    return () => comeBack(browser, provider, leadsTo(reply), user)
  }
}

/** Unlinks an account from the provider. */
export function unlinkFrom(provider: PlayedProvider): Prepare {
  return async ({ site, user }) => {
    await linkUser(site, provider, user)
    const browser = await openSignedIn(site, user)
    await browser.get(apps)
    return () => browser.submit(`${apps}/provider/unlink`, { password })
  }
}

/** Comes back from the provider, where this user has an account with the same number. */
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
