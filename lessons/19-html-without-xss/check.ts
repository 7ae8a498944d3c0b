// Writes things into the guest book that should stay text, and reads the page as a browser does.

import { defineCheck } from '../../src/course/check/check.ts'
import { findings } from './findings.ts'
import { linkSteps } from './linkSteps.ts'
import { pageSteps } from './pageSteps.ts'
import { scriptSteps } from './scriptSteps.ts'
import { textSteps } from './textSteps.ts'

export const check = defineCheck({
  findings,
  steps: [...textSteps, ...linkSteps, ...scriptSteps, ...pageSteps],
})
