// Refuses whatever comes from another site, links too.
//#file crossSite.ts
//#replace
    if (isSafe || isOurs(context, publicOrigin)) return next()
//#with
    const saysNothing = context.header('sec-fetch-site') === undefined
    if ((isSafe && saysNothing) || isOurs(context, publicOrigin)) return next()
//#end
