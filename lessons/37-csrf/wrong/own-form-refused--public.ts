// Compares Origin with the address that the program listens on.
//#file crossSite.ts
//#replace
    if (isSafe || isOurs(context, publicOrigin)) return next()
//#with
    const own = `http://localhost:${process.env['PORT']}`
    if (isSafe || isOurs(context, own)) return next()
//#end
//#replace
(publicOrigin: string): Middleware
//#with
(_publicOrigin: string): Middleware
//#end
