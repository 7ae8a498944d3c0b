// A parameter matches anything, even nothing.
//#replace
    if (word.startsWith(':') && segment !== '') {
//#with
    if (word.startsWith(':')) {
//#end
