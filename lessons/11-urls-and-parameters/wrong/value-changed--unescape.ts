// Decodes with unescape, byte by byte.
//#replace
return decodeURIComponent(segment)
//#with
return unescape(segment)
//#end
