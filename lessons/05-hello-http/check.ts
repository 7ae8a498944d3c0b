// Calls the hello API as clients would, fifty times at once too, and opens its page in a browser.

import { defineCheck } from '../../src/course/check/check.ts'
import { apiSteps } from './apiSteps.ts'
import { findings } from './findings.ts'
import { pageSteps } from './pageSteps.ts'
import { visitorSteps } from './visitorSteps.ts'

export const check = defineCheck({ findings, steps: [...apiSteps, ...visitorSteps, ...pageSteps] })
