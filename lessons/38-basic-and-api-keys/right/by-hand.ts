// Reads the header by hand, and decodes base64 as browsers do.
//#file basic.ts
//#whole
// Basic, without regular expressions.

export type BasicCredentials = { email: string; password: string }

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function parseBasic(header: string): BasicCredentials | undefined {
  const [scheme = '', ...words] = header.split(' ').filter((word) => word !== '')
  const [encoded = ''] = words
  if (scheme.toLowerCase() !== 'basic' || words.length !== 1) return undefined
  try {
    const letters = atob(encoded)
    // atob takes base64 without padding, too.
    if (btoa(letters) !== encoded) return undefined
    const text = utf8.decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)))
    const [email = '', ...rest] = text.split(':')
    const hasControls = [...text].some((letter) => letter < ' ' || letter === '\x7f')
    if (rest.length === 0 || hasControls) return undefined
    return { email, password: rest.join(':') }
  } catch {
    return undefined
  }
}
//#end
//#file scopes.ts
//#replace
  const words: readonly unknown[] = Array.isArray(value) ? value : []
  const isGood = words.length > 0 && words.every((word) => names.some((name) => name === word))
  if (isGood) return new Set(names.filter((name) => words.includes(name)))

//#with
  const wanted = new Set<Scope>()
  const words: readonly unknown[] = Array.isArray(value) ? value : [undefined]
  for (const word of words) {
    const scope = names.find((name) => name === word)
    if (scope === undefined) throw new HttpError(400, 'Send a list of scopes')
    wanted.add(scope)
  }
  if (wanted.size > 0) return wanted

//#end
//#file keyRoutes.ts
//#replace
    const { user, by } = await requireScope(parts, context, 'account')
    // Otherwise a stolen key could make itself a successor before it's revoked.
    if (by === 'key') throw new HttpError(403, "A key can't make keys: sign in instead")

//#with
    if (/^bearer/i.test(context.header('authorization') ?? '')) {
      throw unauthorized("A key can't make keys: sign in instead")
    }
    const { user } = await requireScope(parts, context, 'account')

//#end
//#replace
import { checkScopes }
//#with
import { unauthorized } from './unauthorized.ts'
import { checkScopes }
//#end
