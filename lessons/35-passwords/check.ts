// Makes accounts and signs in to them.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { isSuccess, newAccount, sendJson } from './client.ts'
import { neutralFindings } from './neutralFindings.ts'

export const check = defineCheck({
  findings: { 'account-not-made': neutralFindings['account-not-made'] },
  steps: [
    step('An account is made', async (tools) => {
      const exchange = await sendJson(tools, 'POST', '/api/users', newAccount(tools.fresh))
      if (!isSuccess(exchange)) tools.fail('account-not-made', { exchange, mark: 'status' })
    }, { deadlineMs: 20_000 }),
  ],
})
