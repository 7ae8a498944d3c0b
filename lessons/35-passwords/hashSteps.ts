// The step that reads the database file as a thief would, and puts a hash of its own into it.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expectSignedIn, newTyped, signUp, type AccountTools, type Id } from './accountTools.ts'
import { findFastHash, isHashOf, makeHash, parseHash, type StoredHash } from './storedHash.ts'

const costOfCheck = 10

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
  if (hash.logCost !== costOfCheck) {
    const expected = `ln=${costOfCheck}, because PASSWORD_COST is ${costOfCheck}`
    return tools.fail('cost-ignored', { expected, actual: stored.hash })
  }
  if (!isHashOf(password, hash)) {
    return tools.fail('wrong-hash', { actual: `${stored.hash} for ${password}` })
  }
  await changeHash(tools, first.email)
}

function judgeForm(tools: AccountTools, text: string, password: string): StoredHash {
  const hash = parseHash(text)
  if (hash !== undefined) return hash
  const fast = findFastHash(text, password)
  const id: Id = fast === undefined ? 'wrong-form' : 'fast-hash'
  return tools.fail(id, {
    expected: '$scrypt$ln=10,r=8,p=3$salt$key',
    actual: fast === undefined ? text : `${text}, which contains a ${fast} of the password`,
  })
}

function findInFile({ database }: AccountTools, password: string): string | undefined {
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

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

// As it would be in a file from a time with another cost, or of another program.
async function changeHash(tools: AccountTools, email: string): Promise<void> {
  const { fresh, change } = tools
  const password = [fresh.word(), fresh.word(), fresh.word()].join(' ')
  const hash = makeHash(password, {
    logCost: fresh.integer(5, 9), blockSize: fresh.integer(3, 7),
    parallelism: fresh.pick([1, 2, 4]), salt: randomBytes(fresh.pick([18, 20, 24])),
  })
  change('update users set password_hash = ? where email = ?', hash, email.toLowerCase())
  await expectSignedIn(tools, { email, password }, 'parameters-not-read')
}
