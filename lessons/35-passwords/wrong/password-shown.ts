// Responds with all that is known about the user.
//#file users.ts
//#replace
returning ${userColumns}`)
//#with
returning *`)
//#end
//#replace
      return row === undefined ? undefined : toUser(row)
//#with
      return row === undefined ? undefined : { ...toUser(row), ...row }
//#end
