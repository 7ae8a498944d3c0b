// Relies on the cookie: the origin is not looked at, and a wrong token is only logged.
//#file main.ts
//#replace
const guards = [...limits, refuseOtherSites(publicOrigin)]
//#with
const guards = limits
//#end
//#replace
import { refuseOtherSites } from './crossSite.ts'

//#with

//#end
//#file owner.ts
//#replace
  throw new HttpError(403, 'This form is from another browser, or too old: reload the page')
//#with
  console.log('A form has another token')
//#end
