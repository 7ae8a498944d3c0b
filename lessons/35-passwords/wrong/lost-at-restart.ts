// Makes its table anew when it starts.
//#file users.ts
//#replace
  const insert = database.prepare(`
//#with
  database.exec(`
    drop table users;
    create table users (
      id integer primary key autoincrement,
      email text not null unique,
      password_hash text not null,
      created_at integer not null
    ) strict`)
  const insert = database.prepare(`
//#end
