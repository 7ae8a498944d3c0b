// Gives the id as a number.
//#file oauthRoutes.ts
//#replace
sub: String(user.id)
//#with
sub: user.id
//#end
