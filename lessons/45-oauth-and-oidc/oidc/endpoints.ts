// Asks another provider over HTTP: where its endpoints are, and what it gives for a code. Nothing
// in here decides anything.

/** The provider can't be reached, or doesn't say what it should. */
export class ProviderError extends Error {}

export type Endpoints = { authorization: string; token: string }

export type Client = { id: string; secret: string }

const timeoutMs = 5_000

/** Reads the document that every issuer has (OpenID Connect Discovery, section 4). */
export async function findEndpoints(issuer: string): Promise<Endpoints> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const document = await fetchObject(url)
  // Otherwise anybody's document could speak for the issuer.
  if (document['issuer'] !== issuer) throw new ProviderError(`${url} is of another issuer`)
  const { authorization_endpoint: authorization, token_endpoint: token } = document
  if (typeof authorization === 'string' && typeof token === 'string') {
    return { authorization, token }
  }
  throw new ProviderError(`${url} doesn't name both endpoints`)
}

/** Sends a form to the token endpoint, and gives the ID token in its response. */
export async function fetchIdToken(
  url: string, { id, secret }: Client, form: Readonly<Record<string, string>>,
): Promise<string> {
  const credentials = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`
  const response = await fetchObject(url, {
    method: 'POST', body: new URLSearchParams(form),
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  })
  const { id_token: token } = response
  if (typeof token === 'string') return token
  throw new ProviderError(`${url} gives no ID token`)
}

async function fetchObject(
  url: string, options: RequestInit = {},
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { ...options, signal, redirect: 'error' })
    if (!response.ok) throw new ProviderError(`${url} responds with ${response.status}`)
    return { ...Object(await response.json()) }
  } catch (error) {
    if (error instanceof ProviderError) throw error
    throw new ProviderError(`${url} can't be read: ${String(error)}`)
  }
}
