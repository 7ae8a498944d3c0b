// Uses the forms in several browsers, and then sends them as an attacker's page does: from other
// origins, with other tokens, as a link.

import { defineCheck, step } from '../../src/course/check/check.ts'
import { keepingConnection } from '../../src/course/check/oneConnection.ts'
import { findings } from './findings.ts'
import { forgeLinks, forgeSignIn, forgeSignOut } from './forgedSteps.ts'
import { refuseForms, servePrograms, useForms, usePublicForms } from './formSteps.ts'
import { separateLists } from './listSteps.ts'
import { followLinks, forgeCalls, sendGets } from './otherSteps.ts'
import type { CsrfTools } from './visits.ts'

const patience = { deadlineMs: 20_000 }

function connected(title: string, work: (tools: CsrfTools) => Promise<void>) {
  return step(title, keepingConnection(work), patience)
}

export const check = defineCheck({
  variables: { PASSWORD_COST: '4' },
  findings,
  steps: [
    connected('Programs without cookies are served as before', servePrograms),
    connected('People sign up, out and in with forms', useForms),
    connected("Nobody else's page can make a link for a user", forgeLinks),
    connected('Each user has their links, in every browser', separateLists),
    connected('A form that is refused comes back', refuseForms),
    connected("Nobody else's page can sign a user out", forgeSignOut),
    connected("Nobody else's page can sign a visitor in", forgeSignIn),
    connected("Nobody else's page can use the API with a user's cookie", forgeCalls),
    connected('A link or a picture changes nothing', sendGets),
    connected('A link on another site leads here', followLinks),
    step('The public origin is the one that counts', usePublicForms, patience),
  ],
})
