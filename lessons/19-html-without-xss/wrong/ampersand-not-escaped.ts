// Four of the five.
//#replace
text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
//#with
text.replaceAll('<', '&lt;')
//#end
