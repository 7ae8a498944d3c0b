// The steps in which the program is the client of another provider.

import { step } from '../../src/course/check/check.ts'
import {
  askForCode, endSession, guessPasswords, recognize, refuseDisabled, takeOver,
} from './accountSteps.ts'
import { breakProvider, closeProvider, waitForProvider } from './errorSteps.ts'
import { meet } from './meetSteps.ts'
import { signInWith } from './outcomes.ts'
import { newPerson } from './signIns.ts'
import { beginOften, refuseOtherBrowsers, refuseStates, useStateTwice } from './stateSteps.ts'
import { refuseLies, sendOtherHosts, useOtherIssuer } from './tokenSteps.ts'
import { withProvider, type ClientTools } from './visitor.ts'

const options = { deadlineMs: 20_000 }

export const asClientSteps = [
  step('Another provider signs people in', signIn, options),
  step('Only what the provider says for this sign-in counts', refuse, options),
]

async function signIn(tools: ClientTools): Promise<void> {
  await expectOff(tools)
  await withProvider(tools, undefined, async (site) => {
    const begun = await beginOften(site)
    const { sub, email } = newPerson(site)
    // Addresses are in lower case here, whatever the provider writes.
    const capital = { sub, email: email.replace(/^./, upperCase) }
    const ann = await signInWith(site, capital, { query: elsewhere(tools) })
    await guessPasswords(site, ann)
    await refuseStates(site, begun)
    await refuseOtherBrowsers(site)
    await useStateTwice(site)
    const victim = await takeOver(site, ann)
    await recognize(site, ann)
    await endSession(site, ann, victim)
    await refuseDisabled(site)
    await askForCode(site)
    await meet(site)
  })
}

// What somebody writes who wants the browser, or the code, to go to their own site.
function elsewhere({ fresh }: ClientTools): string {
  const url = `https://${fresh.word()}.example/`
  const names = ['next', 'redirect', 'redirect_uri', 'return_to', 'returnTo', 'url']
  return `?${new URLSearchParams(names.map((name) => [name, url]))}`
}

function upperCase(text: string): string {
  return text.toUpperCase()
}

// Without OIDC_ISSUER, there's nobody to sign in with.
async function expectOff({ send, fail }: ClientTools): Promise<void> {
  for (const target of ['/login/with', '/login/with/callback?code=a&state=b']) {
    const exchange = await send({ target })
    const { status } = exchange.answer
    if (status >= 400 && status < 500) continue
    fail(status >= 500 ? 'server-blamed' : 'wrong-refusal', {
      exchange, mark: 'status', expected: '404: there is no OIDC_ISSUER', actual: String(status),
    })
  }
}

async function refuse(tools: ClientTools): Promise<void> {
  await withProvider(tools, `${tools.fresh.word()}.example`, async (site) => {
    await useOtherIssuer(site)
    await sendOtherHosts(site)
    await refuseLies(site)
    await breakProvider(site)
    await waitForProvider(site)
    await closeProvider(site)
  })
}
