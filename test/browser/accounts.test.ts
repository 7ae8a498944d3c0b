// The life of an account, from signing up to leaving: with a pointer on a phone and on a desk, with
// and without scripts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSignIns, codeOf, password, signIn } from './accounts.ts'
import { begin, signUp } from './accountScenes.ts'
import { useStage, type Stage } from './stage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useStage()

for (const width of [390, 1280]) {
  for (const hasScripts of [true, false]) {
    const how = hasScripts ? 'with' : 'without'
    test(`an account lives and ends at ${width} pixels ${how} scripts`, options, async () => {
      const stage = enter()
      await stage.browser.resize(width, 844)
      await stage.browser.allowScripts(hasScripts)
      const email = `life-${width}-${hasScripts}@example.org`
      await stage.browser.visit(await signUp(stage, email))
      await confirmAndReturn(stage, email)
      await makeAndRevokeKey(stage, hasScripts)
      await useSecondFactor(stage, email)
      await endSignIns(stage, email)
      await leave(stage, email)
    })
  }
}

test('the copy button copies the key, and the export is a file', options, async () => {
  const stage = enter()
  const { browser } = stage
  await browser.visit(await signUp(stage, 'copies@example.org'))
  await browser.fill('Your password', password)
  await browser.follow(named('Confirm and sign in'))
  assert.equal(await browser.attribute('[download]', 'href'), '/api/users/me/export')
  await browser.visit(`${stage.shortener.origin}/account/keys`)
  await browser.fill('Name', 'to copy')
  await browser.follow(named('Create the key'))
  await browser.allowClipboard()
  await browser.click(named('Copy'))
  await browser.waitUntil('document.querySelector(".copy").textContent === "Copied"')
  const copied = await browser.executeScript('return navigator.clipboard.readText()')
  assert.equal(copied, await browser.text('#key'))
})

test('times are shown in the time zone of the browser, with its name', options, async () => {
  const stage = enter()
  const { browser, shortener } = stage
  await browser.visit(await signUp(stage, 'zones@example.org'))
  await browser.fill('Your password', password)
  await browser.follow(named('Confirm and sign in'))
  await browser.useTimeZone('America/New_York')
  for (const path of ['/account', '/account/sessions']) {
    await browser.visit(shortener.origin + path)
    assert.match(await browser.text('main time'), /E[DS]T$/, path)
  }
  await browser.useTimeZone('')
})

async function confirmAndReturn(stage: Stage, email: string): Promise<void> {
  const { browser, shortener } = stage
  await browser.fill('Your password', 'not what was chosen')
  await browser.follow(named('Confirm and sign in'))
  assert.equal(await browser.text('#password-error'), 'This is not the password that you chose.')
  await browser.fill('Your password', password)
  await browser.follow(named('Confirm and sign in'))
  assert.equal(await browser.text('[role=status]'), 'Your account is ready, and you are signed in.')
  await browser.follow(named('Sign out'))
  assert.equal(await browser.url(), `${shortener.origin}/`)
  await browser.visit(`${shortener.origin}/account/name`)
  assert.equal(await browser.text('h1'), 'Sign in')
  await browser.fill('Your email address', email)
  await browser.fill('Password', password)
  await browser.follow(named('Sign in'))
  assert.equal(await browser.url(), `${shortener.origin}/account/name`)
  await browser.fill('Name', 'Ada Lovelace')
  await browser.follow(named('Save'))
  assert.equal(await browser.text('[role=status]'), 'Your name is saved.')
  assert.equal(await browser.text('.settings dd'), 'Ada Lovelace')
}

async function makeAndRevokeKey({ browser, shortener }: Stage, hasScripts: boolean): Promise<void> {
  await browser.follow(named('Create: API keys'))
  await browser.fill('Name', 'My backup')
  await browser.tick('Create, edit')
  await browser.follow(named('Create the key'))
  const authorization = `Bearer ${await browser.text('#key')}`
  assert.equal(await browser.shows('.copy'), hasScripts)
  const ask = async () =>
    (await fetch(`${shortener.origin}/api/links`, { headers: { authorization } })).status
  assert.equal(await ask(), 200)
  await browser.follow(named('I have copied it'))
  assert.match(await browser.text('.entries'), /My backup …/)
  await browser.follow('.entries button')
  assert.match(await browser.text('[role=status]'), /^The key is revoked/)
  assert.equal(await ask(), 401)
  await browser.follow(named('Your account'))
}

async function useSecondFactor(stage: Stage, email: string): Promise<void> {
  const { browser, shortener } = stage
  await browser.follow(named('Set up: Second factor'))
  const secret = await begin(stage)
  await browser.fill('Code', codeOf(secret))
  await browser.follow(named('Switch it on'))
  const codes = String(await browser.text('.codes')).split('\n')
  assert.equal(codes.length, 10)
  await browser.follow(named('I have saved them'))
  await browser.follow(named('Sign out'))
  await signIn(stage, email)
  assert.equal(await browser.text('h1'), 'One more step')
  await browser.fill('Code', '000 000')
  await browser.follow(named('Sign in'))
  assert.equal(await browser.attribute('#code', 'aria-invalid'), 'true')
  await browser.fill('Code', codes[0] ?? '')
  await browser.follow(named('Sign in'))
  await browser.visit(`${shortener.origin}/account`)
  assert.equal(await browser.text('.settings .badge'), 'on')
}

async function endSignIns(stage: Stage, email: string): Promise<void> {
  const { browser } = stage
  addSignIns(stage, email)
  await browser.follow(named('View: Sessions'))
  assert.match(await browser.text('.entries li:nth-child(2)'), /^Safari on an iPhone/)
  await browser.follow('.entries li:nth-child(2) button')
  assert.equal(await browser.text('[role=status]'), 'The session has ended.')
  await browser.follow(named('Sign out everywhere else'))
  assert.equal(await browser.text('[role=status]'), 'Only this browser is signed in now.')
  assert.equal(await browser.shows('.entries button'), false)
  await browser.follow(named('Your account'))
}

async function leave(stage: Stage, email: string): Promise<void> {
  const { browser, shortener } = stage
  await browser.follow(named('Delete: Delete account'))
  await browser.fill('Your password', password)
  await browser.tick('Yes, delete')
  await browser.follow(named('Delete my account'))
  const status = await browser.text('[role=status]')
  assert.equal(status, 'Your account and everything in it are deleted.')
  await signIn(stage, email)
  assert.equal(await browser.text('.error'), 'The email address or the password is wrong.')
  await browser.visit(`${shortener.origin}/account`)
  assert.equal(await browser.text('h1'), 'Sign in')
}
