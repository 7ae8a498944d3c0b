// The passwords that attackers try first, as a sorted file of hashes: 5 bytes of the SHA-256 of
// each, in lower case. It's read once, and a lookup is a binary search. A random password is
// mistaken for one of them once in 22 million times.
//
// They come from passwords.json of the npm package @zxcvbn-ts/language-common 4.1.3 (MIT License;
// Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., and (c) 2021 @zxcvbn-ts).
// `node src/tools/commonPasswords.ts FOLDER` writes the file from the unpacked package.
// Lesson: passwords (appendix)

import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const hashBytes = 5
/** No entry is longer or shorter. */
export const longestCommon = 20
export const shortestCommon = 3

const hashes = readFileSync(new URL('commonPasswords.bin', import.meta.url))

/** Says whether a text, in lower case, is one of the passwords that attackers try first. */
export function isCommon(text: string): boolean {
  if (text.length < shortestCommon || text.length > longestCommon) return false
  const wanted = hashCommon(text).readUIntBE(0, hashBytes)
  let low = 0
  let high = hashes.length / hashBytes
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = hashes.readUIntBE(middle * hashBytes, hashBytes)
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle
  }
  return false
}

/** Makes the bytes of the file from a list of passwords. */
export function packCommon(passwords: readonly string[]): Buffer {
  const sorted = passwords.map((text) => hashCommon(text.toLowerCase())).sort(Buffer.compare)
  return Buffer.concat(sorted.filter((each, index) => !sorted[index - 1]?.equals(each)))
}

function hashCommon(text: string): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, hashBytes)
}
