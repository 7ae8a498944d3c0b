// Tells it to all programs of the user.
//#file oauthRoutes.ts
//#replace
requireScope(parts, context, 'email')
//#with
identify(parts, context).then((identity) => identity ?? requireScope(parts, context, 'email'))
//#end
//#replace
import { requireScope,
//#with
import { identify, requireScope,
//#end
