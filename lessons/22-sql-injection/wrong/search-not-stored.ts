// Remembers the words in small letters.
//#replace
values (?)').run(words)
//#with
values (?)').run(words.toLowerCase())
//#end
