// Keeps notes with all seven methods, and looks after each one at what it left behind.

import { defineCheck } from '../../src/course/check/check.ts'
import { changeSteps } from './changeSteps.ts'
import { clientSteps } from './clientSteps.ts'
import { findings } from './findings.ts'
import { methodSteps } from './methodSteps.ts'
import { putSteps } from './putSteps.ts'

export const check = defineCheck({
  findings,
  steps: [...putSteps, ...changeSteps, ...methodSteps, ...clientSteps],
})
