// Ends all sessions.
//#file passwordRoutes.ts
//#replace
sessions.endOthers(user.id, session)
//#with
sessions.endOthers(user.id)
//#end
//#replace
const { user, session } =
//#with
const { user } =
//#end
