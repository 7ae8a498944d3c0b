// Signs up and in, reads the database file as a thief would, and lets others ask for a page while a
// password is hashed.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { signUpAgain } from './addressSteps.ts'
import { findings } from './findings.ts'
import { costOfCheck, readFile } from './hashSteps.ts'
import { useOldFile } from './oldFileStep.ts'
import { choosePasswords, sendOtherValues } from './passwordSteps.ts'
import { tryPasswords } from './signInSteps.ts'
import { hashSlowly } from './slowSteps.ts'

const patient = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: String(costOfCheck) },
  findings,
  steps: [
    step('An account is made, and only its password signs in', tryPasswords, patient),
    step('The file has a slow hash of each password, with its salt and parameters', readFile,
      patient),
    step('Every character of a password counts', choosePasswords, patient),
    step("What isn't an address and a password is refused", sendOtherValues, patient),
    step('An address has one account', signUpAgain, patient),
    step('The program works with a file from before this lesson', useOldFile, patient),
    step('With the usual cost, others are served meanwhile, and the time tells nothing',
      hashSlowly, { deadlineMs: 60_000 }),
  ],
})
