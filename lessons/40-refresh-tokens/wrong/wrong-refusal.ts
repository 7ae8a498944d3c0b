// Doesn't say how to sign in again.
//#file tokenRoutes.ts
//#replace
      throw unauthorized(
//#with
      throw new HttpError(401, 
//#end
//#replace
import { unauthorized } from './unauthorized.ts'
//#with
//#end
//#replace
import { empty, json }
//#with
import { HttpError } from './framework/errors.ts'
import { empty, json }
//#end
