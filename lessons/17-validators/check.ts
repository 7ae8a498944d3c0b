// Asks for files again, with the tags and dates that a client has, before and after the files
// change. The check makes its own files in `public`, and removes them again.

import { defineCheck } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { dateStep } from './dateStep.ts'
import { findings, type FindingId } from './findings.ts'
import { versionSteps } from './versionSteps.ts'

export const check = defineCheck({
  findings,
  steps: [...versionSteps, dateStep, survivalStep<FindingId>('/style.css')],
})
