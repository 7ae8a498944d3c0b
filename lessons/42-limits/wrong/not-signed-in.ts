// Lets people in only where they have been before.
//#file attempts.ts
//#replace
    succeed({ email, client, user }) {
//#with
    succeed({ email, client, user }) {
      if (select.get(user, hashToken(client)) === undefined) {
        throw new HttpError(403, 'Sign in from a device that you have used before')
      }
//#end
//#replace
import { hashToken } from './tokens.ts'
//#with
import { HttpError } from './framework/errors.ts'
import { hashToken } from './tokens.ts'
//#end
