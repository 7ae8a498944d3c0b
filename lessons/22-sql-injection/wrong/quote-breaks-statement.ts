// Escapes quotes with a backslash, which means nothing in SQLite.
//#replace
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
//#with
const safe = words.replaceAll("'", "\\'").replaceAll(';', ' ')
if (words !== '') database.prepare(`insert into searches (words) values ('${safe}')`).run()
//#end
