// Makes hashing cheap in the process that imports this. A password costs a quarter of a second of
// processor time on purpose, and the tests hash hundreds of them. All else stays as it is: the
// stored text, its salt, the thread pool, the queue. `password.test.ts` proves the real cost.

import crypto, { type BinaryLike, type ScryptOptions } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

type Done = (error: Error | null, key: Buffer) => void

const { scrypt } = crypto
const leastCost = 2

function cheapScrypt(...given: [BinaryLike, BinaryLike, number, ScryptOptions, Done]): void {
  const [password, salt, keyLength, options, done] = given
  scrypt(password, salt, keyLength, { ...options, cost: leastCost }, done)
}

Object.assign(crypto, { scrypt: cheapScrypt })
// Modules that import `scrypt` by its name get the cheap one too.
syncBuiltinESMExports()
