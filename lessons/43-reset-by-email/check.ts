// Plays people who have forgotten a password, strangers who want to get into their accounts, and
// the mail server that carries the links.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { askForOthers, nameOtherHosts, signUpOddly } from './addressSteps.ts'
import { findings } from './findings.ts'
import { useElsewhere, useTogether } from './raceSteps.ts'
import { letTimeGoBy, refuseOthers } from './refusalSteps.ts'
import { confirmByPerson, resetByPerson, resetByProgram } from './resetSteps.ts'
import { watched } from './resetTools.ts'
import { useMailServer } from './smtpSteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: 'the secret of lesson 43: forty bytes long' },
  findings,
  steps: [
    step('A link from a mail sets a new password, once', watched(resetByProgram), options),
    step('A person uses the page behind the link', watched(resetByPerson), options),
    step('A link confirms the address of an account', watched(confirmByPerson), options),
    step('Headers say nothing about where links lead', watched(nameOtherHosts), options),
    step('Nothing else works as a token of a mail', watched(refuseOthers), options),
    step('Tokens end after their time', watched(letTimeGoBy), options),
    step('Of five requests with one token, one sets a password', useTogether, options),
    step('Two copies of the program share the tokens', useElsewhere, options),
    step('Mails go to the addresses of accounts only', watched(askForOthers), options),
    step('An address is only an address', watched(signUpOddly), options),
    step('A mail server takes the mails', useMailServer, { deadlineMs: 40_000 }),
  ],
})
