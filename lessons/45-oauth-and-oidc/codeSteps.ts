// Steps: a code works once, and for a minute.

import { sendWhileLocked } from '../../src/course/check/databaseLock.ts'
import { isSuccess, sendJson } from '../35-passwords/client.ts'
import {
  getCode, newApplication, newPerson, newRequest, watch, type AppRequest, type Person,
  type ProviderTools,
} from './applications.ts'
import {
  askWho, exchangeCode, exchangePlan, expectNobody, expectNoToken, expectWho, getToken, readToken,
} from './appTokens.ts'

type Signed = { request: AppRequest; code: string; token: string }

async function signInTo(
  tools: ProviderTools, { browser }: Person, application: AppRequest['application'],
): Promise<Signed> {
  const request = newRequest(tools, application)
  const code = await getCode(tools, browser, request)
  return { request, code, token: await getToken(tools, request, code) }
}

/** Somebody else has the code, too, and comes second. */
export async function useTwice(tools: ProviderTools): Promise<void> {
  const { fresh, fail } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const application = newApplication(tools)
  const others = [
    { token: (await signInTo(tools, ben, application)).token, email: ben.account.email },
    { token: (await signInTo(tools, ann, application)).token, email: ann.account.email },
  ]
  const { request, code, token } = await signInTo(tools, ann, application)
  const elsewhere = await signInTo(tools, ann, newApplication(tools))
  others.push({ token: elsewhere.token, email: ann.account.email })
  const program = await sendJson(tools, 'POST', '/api/tokens', ann.account)
  await expectWho(tools, token, ann.account.email)
  await expectNoToken(tools, await exchangeCode(tools, request, code), 'code-twice')
  await expectNobody(tools, await askWho(tools, token), 'family-survives')
  await expectNoToken(tools, await exchangeCode(tools, request, code), 'code-twice')
  for (const other of fresh.shuffle(others)) {
    await expectWho(tools, other.token, other.email, 'others-ended')
  }
  const { accessToken } = { accessToken: '', ...Object(program.answer.json()) }
  const authorization = ['Authorization', `Bearer ${accessToken}`] as const
  const exchange = fresh.pick([true, false])
    ? await tools.send({ target: '/api/users/me', headers: [authorization] })
    : await ann.browser.send({ target: '/api/users/me' })
  if (!isSuccess(exchange)) {
    return fail('others-ended', {
      exchange, mark: 'status', expected: "200: Ann's own sign-ins have nothing to do with it",
    })
  }
}

const atOnce = 5

/** Five requests use one code at the same time. */
export async function useTogether(unwatched: ProviderTools): Promise<void> {
  const tools = watch(unwatched)
  const { browser } = await newPerson(tools)
  const request = newRequest(tools, newApplication(tools))
  const code = await getCode(tools, browser, request)
  const exchanges = await tools.together(() => Promise.all(
    Array.from({ length: atOnce }, () => exchangeCode(tools, request, code))))
  const accepted = exchanges.filter((exchange) => readToken(exchange) !== undefined)
  // None is as good: the second use may end what the first one is about to get.
  if (accepted.length <= 1) return
  tools.fail('code-twice', {
    exchange: accepted[1], expected: 'at most one token',
    actual: `${accepted.length} tokens for ${atOnce} requests with the same code`,
  })
}

/** Another copy of the program uses a code up, while this one looks at it. */
export async function useElsewhere(tools: ProviderTools): Promise<void> {
  const ann = await newPerson(tools)
  const request = newRequest(tools, newApplication(tools))
  const code = await getCode(tools, ann.browser, request)
  const exchange = await sendWhileLocked(tools, {
    ...exchangePlan(request, code), expected: '400',
    changes: [['delete from oauth_codes where user = ?', ann.id]],
  })
  if (readToken(exchange) === undefined) return
  tools.fail('code-twice', {
    exchange, mark: 'status',
    expected: '400: the row of the code was gone before it could be written',
  })
}

const mostMs = 600_000
const secondMs = 1_000

/** Lets the minute of a code go by. */
export async function letTimeGoBy(tools: ProviderTools): Promise<void> {
  const { fail, query, change } = tools
  const [ann, ben] = [await newPerson(tools), await newPerson(tools)]
  const request = newRequest(tools, newApplication(tools))
  const begin = async ({ browser, id }: Person, lifeMs: number) => {
    const code = await getCode(tools, browser, request)
    const [{ expires_at: end } = {}] = query(
      'select expires_at from oauth_codes where user = ? and family is null', id)
    if (typeof end !== 'number') {
      return fail('no-code', {
        expected: `a row of oauth_codes with user = ${id}, expires_at, and null in family`,
      })
    }
    const restMs = end - Date.now()
    if (restMs > mostMs) {
      return fail('code-expired', {
        expected: 'expires_at is at most ten minutes from now, in ms', actual: String(end),
      })
    }
    change('update oauth_codes set expires_at = ? where user = ? and family is null',
      Date.now() + lifeMs, id)
    return code
  }
  const code = await begin(ann, -secondMs)
  await expectNoToken(tools, await exchangeCode(tools, request, code), 'code-expired')
  const bens = await begin(ben, 30 * secondMs)
  await expectWho(tools, await getToken(tools, request, bens), ben.account.email)
  change('update oauth_codes set expires_at = ? where user = ?', Date.now() - secondMs, ben.id)
  await expectNoToken(tools, await exchangeCode(tools, request, bens), 'code-twice')
}
