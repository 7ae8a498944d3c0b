// Switches the factor off with the password alone.
//#file secondFactorRoutes.ts
//#replace
    checkCode(parts, user.id, fields.code)

//#with

//#end
//#replace
import { checkCode, guessLimit,
//#with
import { guessLimit,
//#end
