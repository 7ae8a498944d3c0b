// Signing in across applications in a real browser: two servers of ours, and one is the provider of
// the other. What Chromium would refuse (a redirect after a form, by `form-action`) shows here.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import { addApplication, wishes } from '../features/oauth/relyingParty.ts'
import { openBoth } from '../features/oauth/servedApp.ts'
import { addUser, email, password } from '../features/users/accounts.ts'
import { whyNoBrowser } from './chromedriver.ts'
import { named, openBrowser, type Browser } from './webdriver.ts'

const problem = process.env['REQUIRE_BROWSER'] === '1' ? undefined : whyNoBrowser()
const options = problem === undefined ? {} : { skip: problem }
const accessibility = readFileSync(join(import.meta.dirname, 'accessibility.js'), 'utf8')
const overflow = 'return document.documentElement.scrollWidth - innerWidth'

type Both = Awaited<ReturnType<typeof openBoth>>

let opened: Browser | undefined
let opening: Promise<Browser> | undefined

function enter(): Browser {
  if (opened === undefined) throw new Error('The browser is not open')
  return opened
}

// Not in `before`, see stage.ts.
beforeEach(async () => {
  if (problem === undefined) opening ??= openBrowser()
  opened = await opening
  await opened?.allowScripts(true)
  await opened?.resize(1280, 800)
  await opened?.prefer('light')
})

afterEach(async () => {
  const lines = await opened?.readConsole() ?? []
  const isStatus = (line: string) => /Failed to load resource: .* status of 4\d\d/.test(line)
  const complaints = lines.filter((line) => !isStatus(line))
  assert.deepEqual(complaints, [], 'the console complains')
})

after(() => opened?.quit())

async function signIn(browser: Browser, address = email): Promise<void> {
  await browser.fill('Your email address', address)
  await browser.fill('Password', password)
  await browser.follow(named('Sign in'))
}

// The page that leads on is gone before anybody could look at it.
async function arriveAt(browser: Browser, address: string): Promise<void> {
  const end = Date.now() + 5_000
  while (!(await browser.url()).startsWith(address)) {
    if (Date.now() > end) throw new Error(`The browser is at ${await browser.url()}`)
  }
}

/** Plays with two servers, and leaves them before they stop. */
function play(name: string, act: (browser: Browser, both: Both) => Promise<void>): void {
  test(name, options, async (t) => {
    const browser = enter()
    const both = await openBoth(t)
    await act(browser, both)
    await browser.visit('about:blank')
    assert.deepEqual([...both.provider.errors, ...both.site.errors], [])
  })
}

async function assertFits(browser: Browser): Promise<void> {
  for (const width of [390, 1280]) {
    await browser.resize(width, 844)
    assert.equal(await browser.executeScript(overflow), 0, `scrolls sideways at ${width} pixels`)
    for (const scheme of ['light', 'dark'] as const) {
      await browser.prefer(scheme)
      const barriers = await browser.executeScript(`${accessibility}\nreturn findBarriers()`)
      assert.deepEqual(barriers, [], `${await browser.url()}, ${width} pixels, ${scheme}`)
    }
  }
}

for (const scripts of [true, false]) {
  const how = scripts ? 'with' : 'without'
  play(`one signs in with the other provider, ${how} scripts`, async (browser, both) => {
    const { provider, site } = both
    await browser.allowScripts(scripts)
    await browser.visit(`${site.publicOrigin}/login/with?next=/account`)
    await arriveAt(browser, `${provider.publicOrigin}/login`)
    await signIn(browser)
    assert.equal(await browser.text('h1'), 'Allow This one?')
    assert.match(await browser.text('main'), /127\.0\.0\.1:\d+/)
    await browser.click(named('Allow'))
    await arriveAt(browser, `${site.publicOrigin}/account`)
    assert.match(await browser.text('main'), /ada@example\.org/)
  })
}

play('who allowed it before is led on from the form of the sign-in', async (browser, both) => {
  const { provider, site } = both
  const start = `${site.publicOrigin}/login/with?next=/account`
  await browser.visit(start)
  await signIn(browser)
  await browser.click(named('Allow'))
  await arriveAt(browser, `${site.publicOrigin}/account`)
  await browser.deleteCookies()
  await browser.visit(`${provider.publicOrigin}/hello`)
  await browser.deleteCookies()
  await browser.visit(start)
  await arriveAt(browser, `${provider.publicOrigin}/login`)
  // From the form of the sign-in straight to another origin.
  await browser.fill('Your email address', email)
  await browser.fill('Password', password)
  await browser.click(named('Sign in'))
  await arriveAt(browser, `${site.publicOrigin}/account`)
})

play('who does not allow it is told so here', async (browser, { site }) => {
  await browser.visit(`${site.publicOrigin}/login/with`)
  await signIn(browser)
  await browser.follow(named("Don't allow"))
  assert.equal(await browser.text('h1'), 'Not allowed')
  await assertFits(browser)
  await browser.click(named('Go back'))
  await arriveAt(browser, `${site.publicOrigin}/login/with/callback`)
  assert.equal(await browser.text('h1'), "You aren't signed in")
})

play('applications are registered, linked, deleted, and every page fits', async (browser, both) => {
  const { provider, site } = both
  await addUser(site, { email: 'bob@example.org' })
  await browser.visit(`${site.publicOrigin}/account/apps`)
  await signIn(browser, 'bob@example.org')
  assert.equal(await browser.text('h1'), 'Applications')
  await assertFits(browser)
  await browser.fill('Name of the application', 'Reader')
  await browser.fill('Redirect URIs, one per line', 'http://app.example/')
  await browser.follow(named('Register'))
  assert.equal(await browser.attribute('#redirectUris', 'aria-invalid'), 'true')
  const colors = await browser.executeScript(`const color = (id, name) =>
    getComputedStyle(document.getElementById(id))[name]
  return [color('redirectUris', 'borderTopColor'), color('redirectUris-error', 'color')]`)
  assert.ok(Array.isArray(colors))
  assert.equal(colors[0], colors[1], 'the edge of the field is red, too')
  await assertFits(browser)
  await browser.fill('Redirect URIs, one per line', 'https://app.example/')
  await browser.follow(named('Register'))
  assert.match(await browser.text('#client-secret'), /^gwx_/)
  await assertFits(browser)
  await browser.follow(named('Back to your applications'))
  await browser.fill('Your password here', password)
  await browser.click(named('Link with The other one'))
  await arriveAt(browser, `${provider.publicOrigin}/login`)
  await signIn(browser)
  await assertFits(browser)
  await browser.click(named('Allow'))
  await arriveAt(browser, `${site.publicOrigin}/account/apps?linked=yes`)
  assert.match(await browser.text('main'), /sign in with The other one \(ada@example\.org\)/)
  await assertFits(browser)
  await browser.follow(named('Delete'))
  assert.match(await browser.text('[role=status]'), /deleted/)
  await browser.visit(`${provider.publicOrigin}/account/apps`)
  await assertFits(browser)
  await browser.follow(named('Revoke'))
  assert.match(await browser.text('main'), /haven't signed in to an application/)
})

play('the page of the password and the refusals fit, too', async (browser, { provider, site }) => {
  const application = await addApplication(provider, {
    name: `A reader with a ${'very '.repeat(12)}long name`, redirectUris: [`${site.publicOrigin}/`],
  })
  await browser.visit(`${provider.publicOrigin}${wishes(application, { prompt: 'login' })}`)
  await signIn(browser)
  await assertFits(browser)
  await browser.visit(`${provider.publicOrigin}${wishes(application, { prompt: 'login' })}`)
  assert.equal(await browser.text('h1'), 'Confirm your password')
  await assertFits(browser)
  await browser.fill('Your password here', 'something else')
  await browser.follow(named('Continue'))
  assert.equal(await browser.attribute('#password', 'aria-invalid'), 'true')
  await assertFits(browser)
  await browser.visit(`${site.publicOrigin}/login/with/callback?state=x`)
  await assertFits(browser)
})
