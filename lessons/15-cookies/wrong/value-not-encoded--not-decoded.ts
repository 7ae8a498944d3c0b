// Encoded when written, and not decoded when read.
//#replace
return decodeURIComponent(value)
//#with
return value
//#end
