// Puts the word in as it is.
//#replace
${encodeURIComponent(tasks.search)}
//#with
${tasks.search}
//#end
