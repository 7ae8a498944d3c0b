// Escapes the wildcards, and not the backslash.
//#replace
words.replace(/[\\%_]/g, '\\$&')
//#with
words.replace(/[%_]/g, '\\$&')
//#end
