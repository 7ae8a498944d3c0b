// Plays programs that stay signed in for weeks, thieves who copied a token, and people who change
// their passwords.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { findings } from './findings.ts'
import { changePassword, refuseChanges } from './passwordSteps.ts'
import { watched } from './programs.ts'
import { refuseOthers, signOut, staySignedIn } from './refreshSteps.ts'
import { letTimeGoBy, replay, useElsewhere, useTogether } from './replaySteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: 'the secret of lesson 40: forty bytes long' },
  findings,
  steps: [
    step('A program stays signed in', watched(staySignedIn), options),
    step('A token that was used ends its family', watched(replay), options),
    step('A program signs out', watched(signOut), options),
    step('Only a refresh token refreshes', watched(refuseOthers), options),
    step('A family ends after its time', watched(letTimeGoBy), options),
    step('Of five requests with one token, one gets a successor', useTogether, options),
    step('Two copies of the program share the tokens', useElsewhere, options),
    step('A password is changed only with the current one', watched(refuseChanges), options),
    step('A new password signs everybody else out', watched(changePassword), options),
  ],
})
