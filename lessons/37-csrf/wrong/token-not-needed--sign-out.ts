// Trusts the headers alone where somebody signs out.
//#file login.ts
//#replace
    const typed = await readForm(context)
    checkFormToken(readOwner(context, parts), typed.get('token'))
    endSession
//#with
    endSession
//#end
