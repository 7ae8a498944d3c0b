// Whether the file of the database tells which IP addresses people have.

import { readIfThere } from '../../src/course/check/readIfThere.ts'
import type { LimitTools } from './clients.ts'

/** Fails if an IP address is in the file, in a form that can be read back. */
export function expectNotStored(
  { fail, database }: LimitTools, addresses: readonly string[],
): void {
  const files = ['', '-wal'].map((ending) => readIfThere(database + ending))
  for (const address of addresses) {
    const forms = [
      address, [...address].reverse().join(''), Buffer.from(address).toString('hex'),
      ...inBase64(address),
    ]
    const found = forms.find((form) => files.some((file) => file.includes(form)))
    if (found === undefined) continue
    return fail('address-stored', { actual: `${address} is in the file, as ${found}` })
  }
}

// In a longer text, it's encoded in one of three ways. The characters at both ends depend on the
// text around it.
function inBase64(address: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from('x'.repeat(before) + address).toString('base64').replace(/=+$/, '')
    return text.slice(before === 0 ? 0 : before + 1, -1)
  })
}
