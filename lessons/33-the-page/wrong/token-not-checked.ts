// Looks only whether there is a cookie.
//#file form.ts
//#replace
    checkFormToken(owner, typed.get('token'))
//#with
    if (owner.headers['set-cookie'] !== undefined) throw new HttpError(403, 'No cookie')
//#end
//#replace
import { checkFormToken, readOwner, type Owner }
//#with
import { readOwner, type Owner }
//#end
