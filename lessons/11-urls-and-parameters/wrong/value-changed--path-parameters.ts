// Cuts off what comes after a semicolon in a segment.
//#replace
return decodeURIComponent(segment)
//#with
return decodeURIComponent(segment.split(';')[0] ?? '')
//#end
