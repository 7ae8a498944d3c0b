// Ends sessions and programs with the old password, but no sign-in that it has begun.
//#file passwordRoutes.ts
//#replace
    oneTimeTokens.endAll('second-factor', user.id)

//#with
//#end
//#replace
const { sessions, refreshTokens, oneTimeTokens } = parts
//#with
const { sessions, refreshTokens } = parts
//#end
