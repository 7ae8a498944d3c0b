// Keeps the colon in the name.
//#replace
parameters[word.slice(1)]
//#with
parameters[word]
//#end
