// Protects the forms that make something, and forgets the one that signs out.
//#file crossSite.ts
//#replace
    if (isSafe || isOurs(context, publicOrigin)) return next()
//#with
    const isOpen = isSafe || context.target.path === '/logout'
    if (isOpen || isOurs(context, publicOrigin)) return next()
//#end
//#file login.ts
//#replace
    const typed = await readForm(context)
    checkFormToken(readOwner(context, parts), typed.get('token'))
    endSession
//#with
    endSession
//#end
