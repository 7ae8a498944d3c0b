// Fourteen situations: the status, the header that belongs to it, the format of errors, and what
// the library did or didn't do.

import { defineCheck } from '../../src/course/check/check.ts'
import { clientErrorSteps } from './clientErrorSteps.ts'
import { findings } from './findings.ts'
import { serverErrorSteps } from './serverErrorSteps.ts'
import { successSteps } from './successSteps.ts'

export const check = defineCheck({
  findings,
  steps: [...successSteps, ...clientErrorSteps, ...serverErrorSteps],
})
