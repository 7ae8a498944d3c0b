// Every page of accounts, and how to get there.

import {
  addAccount, addInvitation, addSignIns, ageSignIn, codeOf, openAccount, password, readMail, signIn,
} from './accounts.ts'
import type { Scene } from './scenes.ts'
import type { Stage } from './stage.ts'
import { named } from './webdriver.ts'

const wrong = 'another password entirely'

/** The scenes by name; each begins as a browser without cookies. */
export const accountScenes: Record<string, Scene> = {
  'signup': ({ browser, shortener }) => browser.visit(`${shortener.origin}/signup`),

  async 'signup-refused'({ browser, shortener }) {
    await browser.visit(`${shortener.origin}/signup`)
    await browser.fill('Your email address', 'ada@example.org')
    await browser.fill('Password', 'short')
    await browser.follow(named('Sign up'))
  },

  'signup-sent': async (stage) => void await signUp(stage, 'sent@example.org'),

  async 'confirm-refused'(stage) {
    await stage.browser.visit(await signUp(stage, 'refused@example.org'))
    await stage.browser.fill('Your password', wrong)
    await stage.browser.follow(named('Confirm and sign in'))
  },

  'confirm-old': ({ browser, shortener }) =>
    browser.visit(`${shortener.origin}/confirm?token=gwo_old`),

  'login': ({ browser, shortener }) => browser.visit(`${shortener.origin}/login?done=reset`),

  async 'login-refused'({ browser, shortener }) {
    await browser.visit(`${shortener.origin}/login`)
    await browser.fill('Your email address', 'nobody@example.org')
    await browser.fill('Password', wrong)
    await browser.follow(named('Sign in'))
  },

  async 'login-code-refused'(stage) {
    const email = await openAccount(stage, '/account/second-factor')
    await switchOn(stage)
    await stage.browser.deleteCookies()
    await signIn(stage, email)
    await stage.browser.fill('Code', '12345')
    await stage.browser.follow(named('Sign in'))
  },

  'forgot': ({ browser, shortener }) => browser.visit(`${shortener.origin}/forgot`),

  'forgot-sent': async (stage) => void await forget(stage),

  async 'reset-refused'(stage) {
    await stage.browser.visit(await forget(stage))
    await stage.browser.fill('New password', 'password1')
    await stage.browser.follow(named('Set password'))
  },

  'reset-old': ({ browser, shortener }) => browser.visit(`${shortener.origin}/reset?token=gwo_old`),

  'account': async (stage) => void await openAccount(stage, '/account?done=name'),
  'account-name': async (stage) => void await openAccount(stage, '/account/name'),
  'account-email': async (stage) => void await openAccount(stage, '/account/email'),

  async 'account-email-refused'(stage) {
    const email = await openAccount(stage, '/account/email')
    await stage.browser.fill('New email address', email)
    await stage.browser.fill('Your password', wrong)
    await stage.browser.follow(named('Send the email'))
  },

  'account-email-sent': async (stage) => void await askForAddress(stage, 'sent@example.net'),

  async 'account-email-confirm'(stage) {
    await stage.browser.visit(await askForAddress(stage, 'confirm@example.net'))
  },

  async 'account-password-refused'(stage) {
    await openAccount(stage, '/account/password')
    await stage.browser.fill('Current password', wrong)
    await stage.browser.fill('New password', wrong)
    await stage.browser.follow(named('Change password'))
  },

  'second-factor': async (stage) => void await openAccount(stage, '/account/second-factor'),

  async 'second-factor-code-refused'(stage) {
    await openAccount(stage, '/account/second-factor')
    await begin(stage)
    await stage.browser.fill('Code', '12345')
    await stage.browser.follow(named('Switch it on'))
  },

  async 'second-factor-recovery'(stage) {
    await openAccount(stage, '/account/second-factor')
    await switchOn(stage)
  },

  async 'second-factor-on'(stage) {
    await openAccount(stage, '/account/second-factor')
    await switchOn(stage)
    await stage.browser.visit(`${stage.shortener.origin}/account/second-factor`)
  },

  async 'sessions'(stage) {
    const email = await openAccount(stage)
    addSignIns(stage, email)
    await stage.browser.visit(`${stage.shortener.origin}/account/sessions`)
  },

  'keys-none': async (stage) => void await openAccount(stage, '/account/keys'),

  async 'keys-refused'(stage) {
    await openAccount(stage, '/account/keys')
    await stage.browser.fill('Name', ' ')
    await stage.browser.tick('See your links')
    await stage.browser.follow(named('Create the key'))
  },

  'key-made': async (stage) => {
    await openAccount(stage, '/account/keys')
    await makeKey(stage)
  },

  async 'keys'(stage) {
    await openAccount(stage, '/account/keys')
    await makeKey(stage)
    await stage.browser.follow(named('I have copied it'))
  },

  async 'keys-password'(stage) {
    ageSignIn(stage, await openAccount(stage))
    await stage.browser.visit(`${stage.shortener.origin}/account/keys`)
  },

  async 'account-password-keys'(stage) {
    ageSignIn(stage, await openAccount(stage))
    await stage.browser.visit(`${stage.shortener.origin}/account/password`)
  },

  async 'invited'(stage) {
    const token = addInvitation(stage, 'guest@example.org')
    await stage.browser.visit(`${stage.shortener.origin}/signup/invited?token=${token}`)
  },

  'invited-old': ({ browser, shortener }) =>
    browser.visit(`${shortener.origin}/signup/invited?token=gwi_old`),

  async 'account-delete-refused'(stage) {
    await openAccount(stage, '/account/delete')
    await stage.browser.fill('Your password', wrong)
    await stage.browser.tick('Yes, delete')
    await stage.browser.follow(named('Delete my account'))
  },

  'logout': async (stage) => void await openAccount(stage, '/logout'),
}

/** Signs up with the form, and gives the address in the mail. */
export async function signUp(stage: Stage, email: string): Promise<string> {
  const { browser, shortener } = stage
  await browser.visit(`${shortener.origin}/signup`)
  await browser.fill('Your email address', email)
  await browser.fill('Password', password)
  await browser.follow(named('Sign up'))
  return readMail(stage, { to: email, subject: 'Confirm your email address' })
}

async function forget(stage: Stage): Promise<string> {
  const { browser, shortener } = stage
  const email = addAccount(stage)
  await browser.visit(`${shortener.origin}/forgot`)
  await browser.fill('Your email address', email)
  await browser.follow(named('Send the email'))
  return readMail(stage, { to: email, subject: 'Reset your password' })
}

async function askForAddress(stage: Stage, email: string): Promise<string> {
  await openAccount(stage, '/account/email')
  await stage.browser.fill('New email address', email)
  await stage.browser.fill('Your password', password)
  await stage.browser.follow(named('Send the email'))
  return readMail(stage, { to: email, subject: 'Confirm your new email address' })
}

/** Begins the second factor on its page, and gives the secret. */
export async function begin({ browser }: Stage): Promise<string> {
  await browser.fill('Your password', password)
  await browser.follow(named('Continue'))
  return browser.text('.secret code')
}

async function switchOn(stage: Stage): Promise<void> {
  const secret = await begin(stage)
  await stage.browser.fill('Code', codeOf(secret))
  await stage.browser.follow(named('Switch it on'))
}

async function makeKey({ browser }: Stage): Promise<void> {
  await browser.fill('Name', 'Backup of my links')
  await browser.follow(named('Create the key'))
}
