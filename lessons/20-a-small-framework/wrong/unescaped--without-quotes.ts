// Has an attribute without quotes.
//#file main.ts
//#replace
<article title="${title}">
//#with
<article title=${title}>
//#end
