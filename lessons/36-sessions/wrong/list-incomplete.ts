// Lists the current session only.
//#file sessionRoutes.ts
//#replace
const listed = sessions.list(user.id).map((each) => ({ ...each, isCurrent: each.id === id }))
//#with
const listed = sessions.list(user.id).filter((each) => each.id === id)
      .map((each) => ({ ...each, isCurrent: true }))
//#end
