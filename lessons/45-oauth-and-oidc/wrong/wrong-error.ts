// Says in a sentence what is wrong.
//#file oauthRoutes.ts
//#replace
    return json({ error: 'invalid_grant' }, 400, noStore)
//#with
    throw new HttpError(403, 'This code is not good')
//#end
//#replace
import { json,
//#with
import { HttpError } from './framework/errors.ts'
import { json,
//#end
