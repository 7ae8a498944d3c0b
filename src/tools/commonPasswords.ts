// Writes src/auth/passwords/commonPasswords.bin from the dictionary of an unpacked npm package:
//
//   npm pack @zxcvbn-ts/language-common && tar xzf *.tgz
//   node src/tools/commonPasswords.ts package
//
// Lesson: passwords (appendix)

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { longestCommon, packCommon, shortestCommon } from '../auth/passwords/commonPasswords.ts'
import { array, check, string } from '../basics/check.ts'

const target = new URL('../auth/passwords/commonPasswords.bin', import.meta.url)

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('Name the folder of the package: node src/tools/commonPasswords.ts package')
  process.exitCode = 1
} else {
  const packed = packCommon(readDictionary(join(folder, 'src', 'passwords.json')))
  writeFileSync(target, packed)
  console.log(`${packed.length} bytes are in ${target.pathname}`)
}

function readDictionary(path: string): string[] {
  const entry = string({ min: shortestCommon, max: longestCommon })
  const result = check(array(entry, { max: 1_000_000 }), JSON.parse(readFileSync(path, 'utf8')))
  if ('value' in result) return result.value
  throw new Error(`${path} isn't a list of passwords: ${result.issues[0]?.message}`)
}
