// Step: parameters that a request has twice. Programs differ in which of the two they take, so one
// of them may check what another one doesn't use (RFC 6749, section 3.1).

import type { Field } from '../37-csrf/forms.ts'
import {
  allow, challengeOf, decide, isAt, landingOf, linkOf, newApplication, newPerson, newRequest,
  newVerifier, parametersOf, readConsent, type AppRequest, type Person, type ProviderTools,
} from './applications.ts'

/** Sends each parameter a second time, before and after the good one. */
export async function repeatParameters(tools: ProviderTools): Promise<void> {
  const { fresh } = tools
  const ann = await newPerson(tools)
  const application = newApplication(tools)
  const others = Object.entries({
    response_type: 'token', client_id: newApplication(tools).id, scope: 'admin',
    state: fresh.word(), code_challenge: challengeOf(newVerifier(fresh)),
    code_challenge_method: 'plain',
  })
  for (const other of fresh.shuffle(others)) {
    for (const isFirst of fresh.shuffle([true, false])) {
      const request = newRequest(tools, application)
      const good = parametersOf(request)
      await expectNoCode(tools, ann, request, isFirst ? [other, ...good] : [...good, other])
    }
  }
}

async function expectNoCode(
  tools: ProviderTools, { browser }: Person, { redirectUri }: AppRequest,
  parameters: readonly Field[],
): Promise<void> {
  const first = await browser.send({ target: linkOf(parameters) })
  const consent = readConsent(first)
  const exchange = consent === undefined ? first : await decide(browser, consent.form, allow)
  const url = landingOf(tools, exchange)
  // A page is as good.
  if (url === undefined) return
  const names = parameters.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (!isAt(url, redirectUri)) {
    return tools.fail('open-redirect', {
      exchange, mark: 'header location', expected: `400, or an error at ${redirectUri}`,
    })
  }
  if (!url.searchParams.has('code')) return
  tools.fail('wrong-error', {
    exchange: first, mark: 'status', expected: `400, or an error: ${twice} appears twice`,
    actual: 'The user was asked, and there was a code',
  })
}
