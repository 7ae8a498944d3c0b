// A few browsers visit, choose themes and delete their cookies. They keep cookies and send them
// back by the rules that real browsers follow.

import { defineCheck } from '../../src/course/check/check.ts'
import { findings } from './findings.ts'
import { themeSteps } from './themeSteps.ts'
import { visitSteps } from './visitSteps.ts'

export const check = defineCheck({ findings, steps: [...visitSteps, ...themeSteps] })
