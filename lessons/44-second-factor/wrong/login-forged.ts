// Doesn't compare the token of the form that asks for a code.
//#file loginCode.ts
//#replace
    checkFormToken(readOwner(context, parts), typed.get('token'))

//#with

//#end
//#replace
import { checkFormToken, readOwner }
//#with
import { readOwner }
//#end
