// Finds titles that begin with the words.
//#replace
where instr(title, ?) > 0
//#with
where instr(title, ?) = 1 or ? = ''
//#end
//#replace
findByWords.all(words)
//#with
findByWords.all(words, words)
//#end
