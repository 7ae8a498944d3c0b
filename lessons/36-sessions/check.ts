// Signs people in and out in several browsers, copies their cookies as a thief would, and lets days
// go by.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { judgeCookies, sendGarbage, signOut, startAgain } from './cookieSteps.ts'
import { findings } from './findings.ts'
import { listSessions } from './listSteps.ts'
import { endSessions } from './timeSteps.ts'
import { useOldFile } from './oldFileStep.ts'
import { judgeTokens } from './tokenSteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '4' },
  findings,
  steps: [
    step('A sign-in sets a cookie, which shows who is signed in', judgeCookies, options),
    step('Each sign-in has a token of its own, which only the browser knows', judgeTokens, options),
    step('Nothing else signs anybody in', sendGarbage, options),
    step('Signing out ends the session on the server', signOut, options),
    step('Sessions outlast the program, and are for HTTPS where it is public', startAgain, options),
    step('A person sees their sessions, and can end each of them', listSessions, options),
    step('A session ends after 14 days without use, and after 90 days', endSessions, options),
    step('The program works with a file from before this lesson', useOldFile, options),
  ],
})
