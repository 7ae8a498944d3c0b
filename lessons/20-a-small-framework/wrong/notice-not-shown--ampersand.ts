// Doesn't escape &, so a text that looks like a character reference becomes another one.
//#file framework/html.ts
//#replace
text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
//#with
text.replaceAll('<', '&lt;')
//#end
