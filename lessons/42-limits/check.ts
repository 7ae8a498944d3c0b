// Plays strangers who guess passwords, from one address and from many, the owner of an account, and
// a client that fills the database.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { changeAtHome, limitChanges } from './changeSteps.ts'
import { watched } from './clients.ts'
import { findings } from './findings.ts'
import { guessFromEverywhere, guessOneByOne, guessTogether } from './guessSteps.ts'
import { attackFromHome } from './knownSteps.ts'
import { attackOwner } from './ownerSteps.ts'
import { refill } from './refillSteps.ts'
import { restart } from './restartSteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  // The check is the proxy that says who the client is.
  variables: {
    PASSWORD_COST: '4', TRUSTED_HOPS: '1', JWT_SECRET: 'the secret of lesson 42: forty bytes long',
  },
  findings,
  steps: [
    step('Guesses at an account are limited', watched(guessOneByOne), options),
    step('Tries come back with time', watched(refill), options),
    step('All strangers share a limit', watched(guessFromEverywhere), options),
    step('The owner gets in, whatever strangers do', watched(attackOwner), options),
    step('A known client has a limit of its own', watched(attackFromHome), options),
    step('Guesses that come together are counted, too', guessTogether, options),
    step('On your own machine, changes have no limit', changeAtHome, options),
    step('A restart forgets nothing', restart, options),
    step('In public, each client has a limit for changes', limitChanges, options),
  ],
})
