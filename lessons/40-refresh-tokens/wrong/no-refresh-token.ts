// Writes the name as OAuth does.
//#file tokenRoutes.ts
//#replace
expiresIn: accessSeconds, refreshToken }
//#with
expiresIn: accessSeconds, refresh_token: refreshToken }
//#end
