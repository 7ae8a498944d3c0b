// Plays people who come, stay and go, and tries what each of them may do, where the parts of all
// lessons meet: strangers, users, administrators and programs.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { changeTrail, readAsAdmin } from './adminSteps.ts'
import { writeEvents } from './auditSteps.ts'
import { deleteAccount, keepAccount } from './deleteSteps.ts'
import { takeOut } from './exportSteps.ts'
import { findings } from './findings.ts'
import { leaveMeanwhile } from './goneSteps.ts'
import { keepLast, leaveTogether } from './lastAdminSteps.ts'
import { actTogether } from './mixSteps.ts'
import { rename } from './profileSteps.ts'
import { actAsStranger } from './strangerSteps.ts'
import { watched } from './tools.ts'
import { actAsAdmin, actAsProgram, actAsUser } from './userSteps.ts'

// Some steps send eighty requests, on a machine that may be busy.
const options = { deadlineMs: 40_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '4', JWT_SECRET: 'the secret of lesson 46: forty bytes long' },
  findings,
  steps: [
    step('A user has a name', watched(rename), options),
    step('An export has all that is theirs, and nothing else', watched(takeOut), options),
    step('Only its password deletes an account', watched(keepAccount), options),
    step('Nothing is left of a deleted account', watched(deleteAccount), options),
    step('What happens is in the audit trail', watched(writeEvents), options),
    step('Only administrators read the page and the trail', watched(readAsAdmin), options),
    step('Nobody changes the trail', watched(changeTrail), options),
    step('The last administrator stays', watched(keepLast), options),
    step('Of two who leave at the same time, one stays', leaveTogether, options),
    step('Two users at the same time', actTogether, options),
    step('Requests that are on their way when an account ends', leaveMeanwhile, options),
    step('As a stranger', watched(actAsStranger), options),
    step('As a user', watched(actAsUser), options),
    step('As an administrator', watched(actAsAdmin), options),
    step('As a program', watched(actAsProgram), options),
  ],
})
