// Escapes the URL by hand, and the template does it again.
//#replace
'https:' ? url : '#'
//#with
'https:' ? escapeText(url) : '#'
//#end
