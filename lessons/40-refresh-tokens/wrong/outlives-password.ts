// Ends the sessions, and no family.
//#file passwordRoutes.ts
//#replace
    refreshTokens.endAll(user.id)
//#with
//#end
//#replace
const { sessions, refreshTokens } =
//#with
const { sessions } =
//#end
