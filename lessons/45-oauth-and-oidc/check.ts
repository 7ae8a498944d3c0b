// Plays another provider that people sign in with, and the people: some come back with what they
// should not have.

import { defineCheck } from '../../src/course/check/check.ts'
import { asClientSteps } from './asClientSteps.ts'
import { findings } from './findings.ts'
import { jwtSecret } from './lies.ts'

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: jwtSecret },
  findings: {
    ...findings,
  },
  steps: [
    ...asClientSteps,
  ],
})
