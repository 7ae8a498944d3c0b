// The & comes last.
//#replace
text.replaceAll('&', '&amp;').replaceAll('<'
//#with
text.replaceAll('<'
//#end
//#replace
.replaceAll("'", '&#39;')
//#with
.replaceAll("'", '&#39;').replaceAll('&', '&amp;')
//#end
