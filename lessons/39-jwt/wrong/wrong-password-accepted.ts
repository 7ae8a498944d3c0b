// Looks the address up, and forgets the password.
//#file tokenRoutes.ts
//#replace
import { authenticate, type AccountParts } from './credentials.ts'
//#with
import type { AccountParts } from './credentials.ts'
import { unauthorized } from './unauthorized.ts'
//#end
//#replace
    const user = await authenticate(parts, await readJson(context))
//#with
    const { email } = { email: '', ...Object(await readJson(context)) }
    const user = parts.users.findByEmail(email)?.user
    if (user === undefined) throw unauthorized('This email address is unknown')
//#end
