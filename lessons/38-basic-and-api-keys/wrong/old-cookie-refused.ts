// Asks a browser whose session has ended to sign in again, even for what strangers may do.
//#file links.ts
//#replace
    const identity = await identify(parts, context)

//#with
    const identity = await identify(parts, context)
    if (identity === undefined && readSessionCookie(context, publicOrigin)) {
      throw unauthorized('Your session has ended')
    }
//#end
//#replace
import { checkScope, identify,
//#with
import { readSessionCookie } from './cookies.ts'
import { unauthorized } from './unauthorized.ts'
import { checkScope, identify,
//#end
