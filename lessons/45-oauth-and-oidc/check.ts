// Plays applications that let people sign in with their account at the program, their users, and
// attackers.

import { defineCheck } from '../../src/course/check/check.ts'
import { asProviderFindings } from './asProviderFindings.ts'
import { asProviderSteps } from './asProviderSteps.ts'

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: 'the secret of lesson 45: forty bytes long' },
  findings: asProviderFindings,
  steps: asProviderSteps,
})
