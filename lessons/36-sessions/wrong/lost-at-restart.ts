// Begins with an empty table at each start.
//#file sessions.ts
//#replace
  const clean = database.prepare(
//#with
  database.exec('delete from sessions')
  const clean = database.prepare(
//#end
