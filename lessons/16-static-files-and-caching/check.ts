// Asks for files, and for things that aren't meant to be served. The check makes files in and next
// to `public`, and removes them again.

import { defineCheck } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { boundarySteps } from './boundarySteps.ts'
import { fileSteps } from './fileSteps.ts'
import { findings, type FindingId } from './findings.ts'
import { slowStep } from './slowStep.ts'

export const check = defineCheck({
  findings,
  steps: [
    ...fileSteps, ...boundarySteps, slowStep, survivalStep<FindingId>('/style.css'),
  ],
})
