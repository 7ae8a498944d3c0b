// Ends the families, and no session.
//#file passwordRoutes.ts
//#replace
    sessions.endOthers(user.id, session)
//#with
//#end
//#replace
const { user, session } =
//#with
const { user } =
//#end
//#replace
const { sessions, refreshTokens } =
//#with
const { refreshTokens } =
//#end
