// Makes an account with a second factor.

import {
  isSuccess, newBrowser, readObject, type Account, type NeutralId,
} from '../35-passwords/client.ts'
import { codeOf } from './authenticator.ts'
import type { Tools } from '../../src/course/check/check.ts'

const path = '/api/users/me/second-factor'

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
