// Forgets Cache-Control.
//#file tokenRoutes.ts
//#replace
    return json({ accessToken, tokenType: 'Bearer', expiresIn: accessSeconds }, 201, noStore)
//#with
    return json({ accessToken, tokenType: 'Bearer', expiresIn: accessSeconds }, 201)
//#end
