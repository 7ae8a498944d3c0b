// replace changes only the first of each.
//#replace
text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
//#with
text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
//#end
