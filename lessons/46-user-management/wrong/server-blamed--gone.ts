// Forgets that an account may be deleted between the head of a request and its body.
//#file main.ts
//#replace
import { refuseGone } from './gone.ts'
//#with
//#end
//#replace
refuseOtherSites(publicOrigin), refuseGone]
//#with
refuseOtherSites(publicOrigin)]
//#end
