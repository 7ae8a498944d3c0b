// Asks for parts of files, and for parts that nobody can send. The check makes its own files in
// `public`, and removes them again.

import { defineCheck } from '../../src/course/check/check.ts'
import { survivalStep } from '../../src/course/check/hostileRequests.ts'
import { findings, type FindingId } from './findings.ts'
import { largeStep } from './largeStep.ts'
import { rangeSteps } from './rangeSteps.ts'

export const check = defineCheck({
  findings,
  steps: [...rangeSteps, largeStep, survivalStep<FindingId>('/style.css')],
})
