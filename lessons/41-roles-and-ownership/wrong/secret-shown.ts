// Reads all columns, and shows them.
//#file users.ts
//#replace
    select ${userColumns}, disabled_at from users order
//#with
    select * from users order
//#end
//#replace
  return { ...toUser(row), isDisabled
//#with
  return { ...row, ...toUser(row), isDisabled
//#end
