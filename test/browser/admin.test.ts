// The pages of administrators in a browser: on a phone and on a desk, in light and in dark, without
// scripts, and by the keyboard alone.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { makeToken } from '../../src/auth/tokens/token.ts'
import { cheapHash } from '../auth/cheapHash.ts'
import { assertFits } from './fits.ts'
import { useStage, type Stage } from './stage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useStage()

const widths = [390, 1280]
const password = 'violet tractor hums at noon'
const longAddress = `${'a-rather-long-name.'.repeat(3)}of-somebody@example.org`
let visits = 0

type Cast = { admin: number; user: number; slug: string }

/** Puts people, links, reports and events into the database, and signs the browser in. */
async function signIn(
  { browser, shortener }: Stage, { minutesAgo = 0 } = {},
): Promise<Cast> {
  const database = new DatabaseSync(join(shortener.folder, 'groundwork.db'), { timeout: 5_000 })
  const now = Date.now()
  const number = (visits += 1)
  const insert = (text: string, ...values: (string | number | Uint8Array)[]) =>
    Number(database.prepare(text).run(...values).lastInsertRowid)
  const addUser = (email: string, role: string) => {
    const id = insert(`insert into users (email, name, password_hash, role, created_at, updated_at)
      values (?, 'Ada of the long and winding name', ?, ?, ?, ?)`,
    email, cheapHash(password), role, now, now)
    insert('insert into owners (token_hash, created_at, user) values (?, ?, ?)',
      makeToken('gwo_').hash, now, id)
    return id
  }
  const addSession = (user: number) => {
    const token = makeToken('gws_')
    insert(`insert into sessions
      (token_hash, user, agent, created_at, seen_at, expires_at, authenticated_at)
      values (?, ?, 'Firefox on Linux', ?, ?, ?, ?)`,
    token.hash, user, now, now, now + 1e9, now - minutesAgo * 60_000)
    return token.text
  }
  const admin = addUser(`admin${number}@example.org`, 'admin')
  const user = addUser(`user${number}.${longAddress}`, 'user')
  addSession(user)
  const slug = `reported${number}`.padEnd(50, 'x')
  const blocked = `blocked${number}`.padEnd(50, 'x')
  for (const name of [slug, blocked]) {
    const link = insert(`insert into links (slug, owner, target, created_at, updated_at)
      select ?, id, ?, ?, ? from owners where user = ?`,
    name, `https://example.com/${'a-long-way/'.repeat(12)}`, now, now, user)
    insert(`insert into reports (link, reason, details, created_at)
      values (?, 'phishing', ?, ?)`, link, `It asked for ${'my password '.repeat(8)}`, now)
  }
  insert(`update links set is_blocked = 1, disabled_reason = 'It spreads harmful programs'
    where slug = ?`, blocked)
  for (const action of ['role-changed', 'sign-in-refused']) {
    insert(`insert into audit_events (at, request_id, actor, action, target, details)
      values (?, 'mfk2x9-1', ?, ?, ?, '{"from":"user","to":"admin"}')`,
    now, admin, action, `user ${user}`)
  }
  for (let day = 0; day < 30; day += 1) {
    insert('insert or replace into click_days (day, people, bots) values (?, ?, ?)',
      Math.floor(now / 86_400_000) - day, day * day % 41 * 30, day % 7 * 20)
  }
  insert(`insert or ignore into invitations (token_hash, email, created_at, expires_at)
    values (randomblob(32), ?, ?, ?)`, `guest.${longAddress}`, now, now + 6e8)
  const token = addSession(admin)
  database.close()
  // The address of nothing: a page of ours that a cookie can be set on.
  await browser.visit(`${shortener.origin}/hello`)
  await browser.executeScript('document.cookie = arguments[0]', `session=${token}; path=/`)
  return { admin, user, slug }
}

const pages: Record<string, (cast: Cast) => string> = {
  'admin': () => '/admin',
  'admin-users': () => '/admin/users',
  'admin-users-none': () => '/admin/users?search=nobody-at-all',
  'admin-user': ({ user }) => `/admin/users/${user}?done=sessions`,
  'admin-own': ({ admin }) => `/admin/users/${admin}`,
  'admin-act': ({ user }) => `/admin/users/${user}/disable`,
  'admin-confirm': () => '/admin/confirm',
  'admin-audit': () => '/admin/audit',
  'admin-links': () => '/admin/links?limit=2&done=unblock',
  'admin-links-none': () => '/admin/links?owner=nobody@example.org',
  'admin-link-block': ({ slug }) => `/admin/links/${slug}/block`,
  'admin-link-unblock': ({ slug }) => `/admin/links/${slug}/unblock`,
  'admin-reports': () => '/admin/reports?done=dismiss',
  'admin-outbox': () => '/admin/outbox',
  'admin-invitations': () => '/admin/invitations?done=sent',
}

for (const [name, pathOf] of Object.entries(pages)) {
  test(`the page "${name}" fits, can be read, and shuts nobody out`, options, async () => {
    const stage = enter()
    const cast = await signIn(stage)
    await stage.browser.visit(`${stage.shortener.origin}${pathOf(cast)}`)
    if (name === 'admin') await stage.browser.click(named('As a table'))
    await assertFits(stage.browser, { name, widths })
  })
}

test('administrators see times in their own time zone, with its name', options, async () => {
  const { browser, shortener } = enter()
  const { user } = await signIn(enter())
  await browser.useTimeZone('America/New_York')
  for (const path of ['/admin', `/admin/users/${user}`, '/admin/links', '/admin/reports']) {
    await browser.visit(shortener.origin + path)
    assert.match(await browser.text('main time'), /E[DS]T$/, path)
  }
  await browser.useTimeZone('')
})

test('pages about a refused password and a refused action are accessible', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  const { admin } = await signIn(stage)
  await browser.visit(`${shortener.origin}/admin/confirm`)
  await browser.fill('Your password', 'wrong')
  await browser.follow(named('Continue'))
  assert.equal(await browser.text('#password-error'), 'This is not your password.')
  await assertFits(stage.browser, { name: 'admin-confirm-refused', widths })
  await browser.visit(`${shortener.origin}/admin/users/${admin}/demote`)
  await browser.follow(named('Remove the role'))
  assert.match(await browser.text('[role=alert]'), /^Your own account/)
  await assertFits(stage.browser, { name: 'admin-act-refused', widths })
})

test('without scripts a user is found and disabled, after the password', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  await browser.allowScripts(false)
  const { user } = await signIn(stage, { minutesAgo: 20 })
  await browser.visit(`${shortener.origin}/admin`)
  await browser.follow(named('Users'))
  await browser.fill('Address or name', `user${visits}.`)
  await browser.follow(named('Find'))
  await browser.follow('.users .admin-row')
  await browser.follow(named('Disable the account'))
  assert.equal(await browser.text('h1'), 'Confirm your password')
  await browser.fill('Your password', password)
  await browser.follow(named('Continue'))
  assert.equal(await browser.url(), `${shortener.origin}/admin/users/${user}/disable`)
  await browser.follow(named('Disable the account'))
  assert.equal(await browser.text('[role=status]'), 'The account is disabled.')
  assert.equal(await browser.text('.badge'), 'disabled')
  await browser.follow(named('Enable the account'))
  await browser.follow(named('Enable the account'))
  assert.equal(await browser.shows('.badge'), false)
  await browser.follow(named('Everything that was done to this account'))
  assert.match(await browser.text('.events'), /user-enabled[^]*user-disabled/)
})

test('without scripts a reported link is switched off, and on again', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  await browser.allowScripts(false)
  const { slug } = await signIn(stage)
  await browser.visit(`${shortener.origin}/admin/reports`)
  const box = `//section[h2/span="/${slug}"]`
  assert.match(await browser.text(`${box}//code`), /^https:\/\/example\.com\/a-long-way/)
  await browser.follow(`${box}//button[.="Switch off"]`)
  assert.equal(await browser.text('[role=status]'), 'The link is switched off.')
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.match(await browser.text('main'), /An administrator has switched it off/)
  await browser.visit(`${shortener.origin}/admin/reports`)
  await browser.follow(`//a[@href="/admin/links/${slug}/unblock"]`)
  await browser.follow(named('Switch on again'))
  assert.equal(await browser.text('[role=status]'), 'The link works again.')
})

test('without scripts a link is found and switched off, after the password', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  await browser.allowScripts(false)
  const { slug } = await signIn(stage, { minutesAgo: 20 })
  await browser.visit(`${shortener.origin}/admin`)
  await browser.follow(named('Links'))
  await browser.fill('Slug begins with', slug)
  await browser.follow(named('Find'))
  assert.match(await browser.text('.admin-row .what'), new RegExp(`^/${slug}\\s+reported`))
  await browser.follow(named('Switch off'))
  assert.equal(await browser.text('h1'), 'Confirm your password')
  await browser.fill('Your password', password)
  await browser.follow(named('Continue'))
  assert.equal(await browser.url(), `${shortener.origin}/admin/links/${slug}/block`)
  await browser.fill('Reason, shown to visitors', 'It asks for passwords')
  await browser.follow(named('Switch off'))
  assert.equal(await browser.text('[role=status]'), 'The link is switched off.')
  assert.equal(await browser.text('.admin-row .badge'), 'switched off')
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.match(await browser.text('main'), /It asks for passwords/)
})

test('with the keyboard alone a link is found and switched off', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  const { slug } = await signIn(stage)
  await browser.visit(`${shortener.origin}/admin/links?slug=${slug}`)
  await tabTo(stage, `/admin/links/${slug}/block`)
  await browser.leave(() => browser.pressKeys('Enter'))
  await tabTo(stage, 'Switch off')
  await browser.leave(() => browser.pressKeys('Enter'))
  assert.equal(await browser.text('[role=status]'), 'The link is switched off.')
})

test('with the keyboard alone the sessions of a user are ended', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  const { user } = await signIn(stage)
  await browser.visit(`${shortener.origin}/admin/users?search=user${visits}.`)
  await tabTo(stage, `/admin/users/${user}`)
  await browser.leave(() => browser.pressKeys('Enter'))
  await tabTo(stage, 'End all sessions')
  await browser.leave(() => browser.pressKeys('Space'))
  assert.equal(await browser.text('[role=status]'), 'All sessions were ended.')
})

/** Presses Tab until the focus is on a link to this path, or on a button with this text. */
async function tabTo({ browser }: Stage, aim: string): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    await browser.pressKeys('Tab')
    const [seen, outline] = [await browser.executeScript(`const element = document.activeElement
      return element.getAttribute('href') ?? element.textContent.trim()`),
    await browser.executeScript(`return getComputedStyle(document.activeElement).outlineStyle`)]
    if (seen !== aim) continue
    assert.equal(outline, 'solid')
    return
  }
  assert.fail(`The Tab key does not lead to "${aim}"`)
}
