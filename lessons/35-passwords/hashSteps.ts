// The step that reads the database file as a thief would, and puts a hash of its own into it.

import { randomBytes } from 'node:crypto'
import { readIfThere } from '../../src/course/check/readIfThere.ts'
import { isSuccess } from './client.ts'
import {
  expectRefused, expectSignedIn, newTyped, post, readUsers, signUp, type AccountTools, type Id,
  type StoredUser,
} from './accountTools.ts'
import {
  findFastHash, isHashOf, isHex, makeHash, parseHash, withOtherKey, type StoredHash,
} from './storedHash.ts'
import { findSaltSource } from './salts.ts'

/** Of the many hashes that a program makes for the check: 15 takes a quarter second. */
export const costOfCheck = 6

/** Two users choose the same password: what does the file tell about it? */
export async function readFile(tools: AccountTools): Promise<void> {
  const first = await signUp(tools)
  const second = await signUp(tools, { ...newTyped(tools.fresh), password: first.password })
  const { password, stored } = first
  const found = findInFile(tools, password)
  if (found !== undefined) {
    return tools.fail('plain-text', { actual: `the password is in the file ${found}` })
  }
  const hash = judgeForm(tools, stored.hash, password)
  const other = judgeForm(tools, second.stored.hash, password)
  if (Buffer.from(hash.salt).equals(other.salt)) {
    return tools.fail('one-salt', { actual: `${stored.hash} and ${second.stored.hash}` })
  }
  const source = findSaltSource([first.email, stored.email], hash.salt, other.salt)
  if (source !== undefined) {
    const actual = `${source}: ${stored.hash} and ${second.stored.hash}`
    return tools.fail('salt-not-random', { actual })
  }
  if (hash.logCost !== costOfCheck) {
    const expected = `ln=${costOfCheck}, because PASSWORD_COST is ${costOfCheck}`
    return tools.fail('cost-ignored', { expected, actual: stored.hash })
  }
  if (!isHashOf(password, hash)) {
    return tools.fail('wrong-hash', { actual: `${stored.hash} for ${password}` })
  }
  await changeHash(tools, stored, hash)
}

function judgeForm(tools: AccountTools, text: string, password: string): StoredHash {
  const hash = parseHash(text)
  if (hash !== undefined && !isHex(text)) return hash
  const fast = findFastHash(text, password)
  const id: Id = fast === undefined ? 'wrong-form' : 'fast-hash'
  return tools.fail(id, {
    expected: `$scrypt$ln=${costOfCheck},r=8,p=3$salt$key`,
    actual: fast === undefined ? text : `${text}, which contains a ${fast} of the password`,
  })
}

/** Says how a password is written in the database file; undefined when it isn't there. */
export function findInFile({ database }: AccountTools, password: string): string | undefined {
  const bytes = Buffer.from(password)
  const spellings = [
    [bytes, 'itself'], [bytes.toString('base64').replaceAll('=', ''), 'as Base64'],
    [bytes.toString('hex'), 'as hex'], [Buffer.from(password, 'utf16le'), 'as UTF-16'],
    [encodeURIComponent(password), 'in percent-encoding'],
    [Array.from(password).toReversed().join(''), 'backwards'],
  ] as const
  const files = ['', '-wal'].map((ending) => readIfThere(database + ending))
  return spellings.find(([spelling]) => files.some((file) => file.includes(spelling)))?.[1]
}

// As it would be in a file from a time with another cost, or of another program.
async function changeHash(
  tools: AccountTools, { email }: StoredUser, usual: StoredHash,
): Promise<void> {
  const { fresh, change } = tools
  const password = [fresh.word(), fresh.word(), fresh.word()].join(' ')
  const hash = makeHash(password, {
    logCost: fresh.integer(costOfCheck + 1, costOfCheck + 3), blockSize: fresh.integer(3, 7),
    parallelism: fresh.pick([1, 2, 4]), salt: randomBytes(fresh.pick([18, 20, 24])),
  })
  const store = (text: string) =>
    change('update users set password_hash = ? where email = ?', text, email)
  store(hash)
  const wrong = { email, password: `${password} ` }
  const exchange = await post(tools, '/api/sessions', wrong, 'parameters-not-read')
  if (isSuccess(exchange)) {
    return tools.fail('password-trimmed', { exchange, mark: 'status', expected: '401' })
  }
  // Hashing anew with the password that was sent is right only when that was the right one.
  if (readUsers(tools, email)[0]?.hash !== hash) await expectRefused(tools, wrong)
  const right = await post(tools, '/api/sessions', { email, password }, 'parameters-not-read')
  if (!isSuccess(right)) {
    // Is it because of the parameters?
    store(makeHash(password, { ...usual, salt: randomBytes(16) }))
    await expectSignedIn(tools, { email, password }, 'table-not-read')
    return tools.fail('parameters-not-read', {
      exchange: right, mark: 'status', expected: `200, with ${hash} in the table`,
    })
  }
  store(withOtherKey(hash))
  await expectRefused(tools, { email, password }, 'key-not-compared')
}
