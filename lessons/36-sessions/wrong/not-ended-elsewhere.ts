// Says that the session has ended, and only marks it.
//#file sessions.ts
//#replace
    end: (user, id) => remove.run(user, id).changes > 0,
//#with
    end(user, id) {
      const isMine = list.all(user, 0, 0).some((row) => row['id'] === id)
      return isMine && rename.run(user, id).changes > 0
    },
//#end
//#replace
  const removeByToken =
//#with
  const rename = database.prepare(`
    update sessions set agent = agent || ' (ended)' where user = ? and id = ?`)
  const removeByToken =
//#end
//#file sessionRoutes.ts
//#replace
    sessions.end(user.id, id)
//#with
    sessions.endByToken(readSessionCookie(context, publicOrigin) ?? '')
    sessions.list(user.id).find((each) => each.id === id)
//#end
