// Plays another provider that people sign in with, and applications that people use with their
// account at the program; among the people, some come back with what they shouldn't have.

import { defineCheck } from '../../src/course/check/check.ts'
import { asClientSteps } from './asClientSteps.ts'
import { asProviderFindings } from './asProviderFindings.ts'
import { asProviderSteps } from './asProviderSteps.ts'
import { findings } from './findings.ts'
import { jwtSecret } from './lies.ts'

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: jwtSecret },
  findings: { ...asProviderFindings, ...findings },
  steps: [...asProviderSteps, ...asClientSteps],
})
