// Sends those without the token to the page with the forms.
//#file form.ts
//#replace
    checkFormToken(owner, typed.get('token'))

//#with
    if (typed.get('token') !== owner.formToken) return empty(303, { location: '/login' })

//#end
//#replace
import { checkFormToken, readOwner,
//#with
import { readOwner,
//#end
