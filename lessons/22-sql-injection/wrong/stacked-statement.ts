// Runs everything in the text, even what comes after a semicolon.
//#replace
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
//#with
if (words !== '') database.exec(`insert into searches (words) values ('${words}')`)
//#end
