// Hashes with promisify, longer salts and keys, and OWASP's first choice of parameters; lets the
// database refuse an address that's taken; and says 204 to the right password.
//#file passwords.ts
//#whole
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

class PasswordHash {
  readonly #head: string
  readonly #salt: Buffer
  readonly #options: { N: number; r: number; p: number; maxmem: number }

  constructor(head: string, salt: Buffer) {
    const [ln = 0, r = 0, p = 0] = (head.match(/\d+/g) ?? []).map(Number)
    this.#head = head
    this.#salt = salt
    this.#options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r + 2 ** 20 }
  }

  static ofToday(cost: number): PasswordHash {
    return new PasswordHash(`ln=${cost},r=8,p=1`, randomBytes(24))
  }

  async of(password: string, keyBytes = 64): Promise<string> {
    const key = await derive(password, this.#salt, keyBytes, this.#options)
    const texts = [this.#salt, key].map((bytes) => bytes.toString('base64').replace(/=+$/, ''))
    return ['', 'scrypt', this.#head, ...texts].join('$')
  }
}

export function hashPassword(password: string, cost: number): Promise<string> {
  return PasswordHash.ofToday(cost).of(password)
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, , head = '', salt = '', key = ''] = stored.split('$')
  const hash = new PasswordHash(head, Buffer.from(salt, 'base64'))
  const again = await hash.of(password, Buffer.from(key, 'base64').length)
  return again.length === stored.length && timingSafeEqual(Buffer.from(again), Buffer.from(stored))
}

export function hashOfNobody(cost: number): string {
  return `$scrypt$ln=${cost},r=8,p=1$${'A'.repeat(32)}$${'A'.repeat(86)}`
}
//#end
//#file settings.ts
//#replace
readNumber('PASSWORD_COST', 15, {
//#with
readNumber('PASSWORD_COST', 17, {
//#end
//#file users.ts
//#replace
    on conflict (email) do nothing returning ${userColumns}`)
//#with
    returning ${userColumns}`)
//#end
//#replace
      const row = insert.get(email, passwordHash, Date.now())
      return row === undefined ? undefined : toUser(row)
//#with
      try {
        return toUser(insert.get(email, passwordHash, Date.now()) ?? {})
      } catch (error) {
        if (/UNIQUE/.test(String(error))) return undefined
        throw error
      }
//#end
//#file accounts.ts
//#replace
    const user = await authenticate(parts, await readJson(context))
    return json({ user }, 200, headers)
//#with
    await authenticate(parts, await readJson(context))
    return empty(204, headers)
//#end
//#replace
import { json } from './framework/reply.ts'
//#with
import { empty, json } from './framework/reply.ts'
//#end
