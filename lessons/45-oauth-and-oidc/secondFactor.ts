// An account with a second factor, and the app that shows its codes (RFC 6238).

import { createHmac } from 'node:crypto'
import {
  isSuccess, newBrowser, readObject, type Account, type NeutralId,
} from '../35-passwords/client.ts'
import type { Tools } from '../../src/course/check/check.ts'

const path = '/api/users/me/second-factor'
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepMs = 30_000

/**
 * Makes an account, and switches its second factor on. Gives undefined when that doesn't work: the
 * check of its own lesson says so.
 */
export async function switchOn(tools: Tools<NeutralId>): Promise<Account | undefined> {
  const { account, browser } = await newBrowser(tools)
  const begun = await browser.sendJson('POST', path, { password: account.password })
  const { secret } = readObject(begun)
  const code = typeof secret === 'string' ? codeOf(secret) : ''
  const exchange = code === '' ? begun : await browser.sendJson('PUT', path, { code })
  return isSuccess(begun) && isSuccess(exchange) ? account : undefined
}

// The code of this half minute.
function codeOf(secret: string): string {
  const bits = Array.from(secret.replace(/[\s=]/g, '').toUpperCase(), (digit) =>
    digits.indexOf(digit).toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / stepMs)))
  const mac = createHmac('sha1', bytes).update(counter).digest()
  const number = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}
