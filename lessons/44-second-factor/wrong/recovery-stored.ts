// Stores the recovery codes themselves.
//#file secondFactors.ts
//#replace
insertCode.run(user, hashToken(each))
//#with
insertCode.run(user, each)
//#end
//#replace
useRecovery.run(user, hashToken(typed))
//#with
useRecovery.run(user, typed)
//#end
//#replace
import { hashToken } from './tokens.ts'

//#with

//#end
