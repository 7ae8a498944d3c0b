// Asks for files, for parts of files, again for the same files, and for files that aren't meant to
// be served. The check makes files in and next to `public`, and removes them again.

import { defineCheck } from '../../src/course/check/check.ts'
import { boundarySteps } from './boundarySteps.ts'
import { fileSteps } from './fileSteps.ts'
import { findings } from './findings.ts'
import { rangeSteps } from './rangeSteps.ts'
import { versionSteps } from './versionSteps.ts'

export const check = defineCheck({
  findings,
  steps: [...fileSteps, ...boundarySteps, ...versionSteps, ...rangeSteps],
})
