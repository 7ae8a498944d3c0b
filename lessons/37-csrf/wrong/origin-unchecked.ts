// Relies on the token alone.
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
