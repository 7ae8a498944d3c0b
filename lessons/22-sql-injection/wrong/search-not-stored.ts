// Remembers the words in small letters.
//#replace
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
//#with
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words.toLowerCase())
//#end
