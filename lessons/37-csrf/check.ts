// Uses the forms in several browsers, and then sends them as an attacker's page does: from other
// origins, with other tokens, as a link.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { findings } from './findings.ts'
import { forgeLinks, forgeSignIn, forgeSignOut } from './forgedSteps.ts'
import { refuseForms, servePrograms, useForms, usePublicForms } from './formSteps.ts'
import { separateLists } from './listSteps.ts'
import { forgeCalls, sendGets } from './otherSteps.ts'

const options = { deadlineMs: 20_000 }

export const check = defineCheck({
  variables: { PASSWORD_COST: '10' },
  findings,
  steps: [
    step('Programs without cookies are served as before', servePrograms, options),
    step('People sign up, out and in with forms', useForms, options),
    step("Nobody else's page can make a link for a user", forgeLinks, options),
    step('Each user has their links, in every browser', separateLists, options),
    step('A form that is refused comes back', refuseForms, options),
    step("Nobody else's page can sign a user out", forgeSignOut, options),
    step("Nobody else's page can sign a visitor in", forgeSignIn, options),
    step("Nobody else's page can use the API with a user's cookie", forgeCalls, options),
    step('A link or a picture changes nothing', sendGets, options),
    step('The public origin is the one that counts', usePublicForms, options),
  ],
})
