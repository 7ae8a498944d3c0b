// Plays people with an authenticator app, and attackers who know a password, or see a code.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { judgeWindow, useTwice } from './codeSteps.ts'
import { watched } from './factors.ts'
import { findings } from './findings.ts'
import { guess, guessFromElsewhere } from './guessSteps.ts'
import { useTogether } from './raceSteps.ts'
import { keepOn, recover } from './recoverySteps.ts'
import { setUp } from './setUpSteps.ts'
import { forgeForm, reset, skip } from './skipSteps.ts'
import { useTickets } from './ticketSteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: {
    PASSWORD_COST: '4', JWT_SECRET: 'the secret of lesson 44: forty bytes long',
    // The check is the proxy, and says which clients there are.
    TRUSTED_HOPS: '1',
  },
  findings,
  steps: [
    step('An app is set up, and its codes sign in', watched(setUp), options),
    step('Codes of the half minutes around are good', watched(judgeWindow), options),
    step('A factor stays on without password and code', watched(keepOn), options),
    step('A code is good once', watched(useTwice), options),
    step('Nobody gets in without a code', watched(skip), options),
    step('No other site signs a browser in', watched(forgeForm), options),
    step('A ticket is good for one sign-in, and for nothing else', watched(useTickets), options),
    step('A recovery code works once', watched(recover), options),
    step('After five wrong codes, no code is looked at', watched(guess), options),
    step('The five are for an account, also after a restart', watched(guessFromElsewhere), options),
    step('A new password by email leaves the factor on', watched(reset), options),
    step('Of five requests with one code, one signs in', useTogether, options),
  ],
})
