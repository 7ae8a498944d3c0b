// Uses the page as browsers without scripts do, attacks its form from another site, and reads the
// QR codes from their pictures.

import { defineCheck } from '../../src/course/check/check.ts'
import { browserSteps } from './browserSteps.ts'
import { findings } from './findings.ts'
import { listSteps } from './listSteps.ts'
import { oldFileSteps } from './oldFileStep.ts'
import { ownerSteps } from './ownerSteps.ts'
import { pageSteps } from './pageSteps.ts'
import { qrSteps } from './qrSteps.ts'
import { textSteps } from './textSteps.ts'

export const check = defineCheck({
  findings,
  steps: [
    ...pageSteps, ...listSteps, ...textSteps, ...ownerSteps, ...qrSteps, ...browserSteps,
    ...oldFileSteps,
  ],
})
