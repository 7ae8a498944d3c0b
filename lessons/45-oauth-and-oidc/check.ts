// Signs an account up.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { register } from '../35-passwords/client.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'

export const check = defineCheck({
  findings: neutralFindings,
  steps: [
    step('An account is made', async (tools) => {
      await register(tools)
    }, { deadlineMs: 20_000 }),
  ],
})
