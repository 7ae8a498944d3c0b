// Remembers also what has no words.
//#replace
if (words !== '') database.prepare(
//#with
database.prepare(
//#end
