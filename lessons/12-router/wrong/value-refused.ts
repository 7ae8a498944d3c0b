// A parameter is a word.
//#replace
    if (word.startsWith(':') && segment !== '') {
//#with
    if (word.startsWith(':') && /^\w+$/.test(segment)) {
//#end
