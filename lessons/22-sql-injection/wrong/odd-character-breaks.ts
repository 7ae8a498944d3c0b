// Doubles the quotes, as SQL wants it, and puts the words into the statement.
//#replace
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
//#with
const safe = words.replaceAll("'", "''")
if (words !== '') database.prepare(`insert into searches (words) values ('${safe}')`).run()
//#end
