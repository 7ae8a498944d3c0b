// Asks who is signed in, and not who has sent the form.
//#file authorize.ts
//#replace
    checkFormToken(owner, typed.get('token'))

//#with

//#end
