// Step: a code is worth something only to the application that asked for it, with its proof.

import { formInFile, patternOf } from '../40-refresh-tokens/secrets.ts'
import {
  challengeOf, getCode, newApplication, newPerson, newRequest, newVerifier, type Application,
  type AppRequest, type Id, type ProviderTools,
} from './applications.ts'
import { exchangeCode, expectNoToken, expectWho, getToken, readToken } from './appTokens.ts'

type Changes = Readonly<Record<string, string | undefined>>
type Attempt = { id: Id; change(request: AppRequest, code: string): Changes }

/** Tries to exchange codes with something else than what they were asked for with. */
export async function stealCodes(tools: ProviderTools): Promise<void> {
  const { fresh } = tools
  const since = Date.now()
  const { account, browser } = await newPerson(tools)
  const [application, other] = [newApplication(tools), newApplication(tools)]
  const codes: string[] = []
  const begin = async () => {
    const request = newRequest(tools, application)
    const code = await getCode(tools, browser, request)
    codes.push(code)
    return { request, code }
  }
  const attempts = fresh.shuffle(wrongAttempts(tools, application, other))
  const first = await begin()
  for (const each of attempts) await expectWorthless(tools, first, each)
  const { request, code } = await begin()
  await expectWho(tools, await getToken(tools, request, code), account.email)
  // A careful program gives each code one try: then each try needs a code of its own.
  const isKept = readToken(await exchangeCode(tools, first.request, first.code)) !== undefined
  const rest = isKept ? fresh.shuffle(attempts).slice(0, fewCodes) : attempts
  for (const each of rest) await expectWorthless(tools, await begin(), each)
  expectSecret(tools, codes, since)
}

const fewCodes = 3

async function expectWorthless(
  tools: ProviderTools, { request, code }: { request: AppRequest; code: string },
  { id, change }: Attempt,
): Promise<void> {
  const exchange = await exchangeCode(tools, request, code, change(request, code))
  await expectNoToken(tools, exchange, id)
}

function wrongAttempts(
  tools: ProviderTools, application: Application, other: Application,
): readonly Attempt[] {
  const { fresh } = tools
  const otherUris = [
    (uri: string) => `${uri}/`, () => other.uris[0],
    (uri: string) => application.uris.find((each) => each !== uri), () => undefined,
  ]
  return [
    ...wrongVerifiers(tools).map((change) => ({
      id: 'verifier-unchecked', change: ({ verifier }: AppRequest) =>
        ({ code_verifier: change(verifier) }),
    } as const)),
    ...[other.id, fresh.word(), '', undefined].map((client_id) =>
      ({ id: 'code-of-other-app', change: () => ({ client_id }) } as const)),
    {
      id: 'code-of-other-app',
      change: () => ({ client_id: other.id, redirect_uri: other.uris[0] }),
    },
    ...otherUris.map((change) => ({
      id: 'other-redirect-uri', change: ({ redirectUri }: AppRequest) =>
        ({ redirect_uri: change(redirectUri) }),
    } as const)),
    ...wrongCodes(tools).map((change) => ({
      id: 'code-guessable', change: (_: AppRequest, code: string) => ({ code: change(code) }),
    } as const)),
    ...[undefined, fresh.word(), 'implicit'].map((grant_type) =>
      ({ id: 'wrong-error', change: () => ({ grant_type }) } as const)),
  ]
}

function wrongVerifiers({ fresh }: ProviderTools): ((verifier: string) => string | undefined)[] {
  return [
    () => newVerifier(fresh), () => undefined, () => '', challengeOf,
    (verifier) => verifier.slice(0, -1), (verifier) => `${verifier}a`, swapCase,
  ]
}

function wrongCodes({ fresh }: ProviderTools): ((code: string) => string | undefined)[] {
  return [
    () => fresh.word(), () => '', () => undefined, (code) => swapCase(code), () => '%',
    (code) => code.slice(0, -2), (code) => `${code}aa`,
  ]
}

function swapCase(text: string): string {
  const upper = text.toUpperCase()
  return [...text].map((letter, index) =>
    letter === upper[index] ? letter.toLowerCase() : upper[index]).join('')
}

// A random UUID will do.
const leastBits = 100

function expectSecret(
  { fail, database }: ProviderTools, codes: readonly string[], since: number,
): void {
  const pattern = patternOf(codes, since, leastBits)
  if (pattern !== undefined) {
    return fail('code-guessable', { expected: '128 random bits or more', actual: pattern })
  }
  for (const code of codes.slice(-3)) {
    const form = formInFile(database, code)
    if (form === undefined) continue
    return fail('code-stored', { actual: `${code} is in the file of the database, as ${form}` })
  }
}
