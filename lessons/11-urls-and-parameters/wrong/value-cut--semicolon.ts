// Takes semicolons for separators, as some old servers did.
//#replace
target.slice(mark))
//#with
target.slice(mark).replaceAll(';', '&'))
//#end
