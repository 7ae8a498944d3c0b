// Asks for one known scope, and leaves the others out.
//#file scopes.ts
//#replace
words.length > 0 && words.every(
//#with
words.length > 0 && words.some(
//#end
