// Makes short URLs of the Host that the client named.
//#file links.ts
//#replace
    return json(describe(link, publicOrigin), 201,
//#with
    const origin = `https://${context.header('x-forwarded-host') ?? new URL(publicOrigin).host}`
    return json(describe(link, publicOrigin === '' ? publicOrigin : origin), 201,
//#end
