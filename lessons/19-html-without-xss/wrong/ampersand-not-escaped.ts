// Four of the five.
//#replace
text.replaceAll('&', '&amp;').replaceAll('<'
//#with
text.replaceAll('<'
//#end
