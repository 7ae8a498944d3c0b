// Plays programs that send a password or a key with each request, and those who would like to use
// somebody else's.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { refuseMalformed, refuseStrangers, signInWithBasic } from './basicSteps.ts'
import { findings } from './findings.ts'
import { endKeys, makeKeys } from './keySteps.ts'
import { ownLinks, refusePlainHttp } from './linkSteps.ts'
import { useOldFile } from './oldFileStep.ts'
import { watched } from './programs.ts'
import { checkScopes } from './scopeSteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '4' },
  findings,
  steps: [
    step('A program signs in with Basic', watched(signInWithBasic), options),
    step('Nobody gets in without right credentials', watched(refuseStrangers), options),
    step('Nothing is accepted that only looks like Basic', watched(refuseMalformed), options),
    step('A key is random, shown once, and stored as a hash', watched(makeKeys), options),
    step('A key may be used for its scopes, and for nothing else', watched(checkScopes), options),
    step('A key ends when it is revoked, and after its days', watched(endKeys), options),
    step("What a program makes is its user's", ownLinks, options),
    step('No credentials over plain HTTP', watched(refusePlainHttp), options),
    step('The program works with a file from before this lesson', useOldFile, options),
  ],
})
