// Only takes the cookie away: a copy of it still signs in.
//#file login.ts
//#replace
    endSession(parts, context)

//#with

//#end
//#replace
import { endSession, signOutHeaders,
//#with
import { signOutHeaders,
//#end
