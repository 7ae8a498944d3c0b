// Themes have small letters.
//#replace
encodeURIComponent(value)
//#with
encodeURIComponent(value.toLowerCase())
//#end
