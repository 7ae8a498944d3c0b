// Trusts the provider to have asked for everything.
//#file providerRoutes.ts
//#replace
  if (user.hasSecondFactor) {
    return showCodePage(parts, context, { ticket: makeTicket(parts, user), status: 200 })
  }

//#with

//#end
//#replace
import { showCodePage } from './loginCode.ts'

//#with

//#end
//#replace
import { makeTicket } from './secondStep.ts'

//#with

//#end
