// Plays two users, strangers, programs and administrators: each tries what they may do, and what
// only somebody else may do.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { useAsAdmin, useAsOthers } from './adminSteps.ts'
import { assignTooMuch, nameOthers } from './assignSteps.ts'
import { disable } from './disableSteps.ts'
import { findings } from './findings.ts'
import { demote } from './roleSteps.ts'
import { overlap } from './overlapSteps.ts'
import { changeOwn, refuseBadChanges } from './ownSteps.ts'
import { changeOthers, readOthers } from './othersSteps.ts'
import { watched } from './people.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: 'the secret of lesson 41: forty bytes long' },
  findings,
  steps: [
    step('An owner reads, changes and deletes a link', watched(changeOwn), options),
    step('Nobody else sees a link of a user', watched(readOthers), options),
    step('Nobody else changes or deletes it', watched(changeOthers), options),
    step('Bad changes are refused as a whole', keepingConnection(refuseBadChanges), options),
    step('A body sets only what it may set', watched(assignTooMuch), options),
    step('A URL says nothing about who is asking', watched(nameOthers), options),
    step('Only administrators see and change users', watched(useAsOthers), options),
    step('An administrator sees and changes users', watched(useAsAdmin), options),
    step('A request stays that of its user while others come', overlap, options),
    step('A role counts from the next request on', watched(demote), options),
    step('A disabled user is out at once, everywhere', watched(disable), options),
  ],
})
