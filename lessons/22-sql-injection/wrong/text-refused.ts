// Refuses words that look like an attack.
//#replace
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
//#with
if (/--|;|union/i.test(words)) throw new Refusal(400, 'Nice try')
if (words !== '') database.prepare('insert into searches (words) values (?)').run(words)
//#end
