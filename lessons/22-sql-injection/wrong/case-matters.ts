// Looks for the words with a function that knows no case.
//#replace
(title like ? escape '\\' or artist like ? escape '\\')
//#with
(instr(title, ?) > 0 or instr(artist, ?) > 0)
//#end
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(words, words, Number(limit))
//#end
