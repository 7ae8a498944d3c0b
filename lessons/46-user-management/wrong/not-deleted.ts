// Marks the user as gone, and keeps the row.
//#file users.ts
//#replace
  const remove = database.prepare('delete from users where id = ?')
//#with
  const remove = database.prepare('update users set disabled_at = 1 where id = ?')
//#end
