// Reads the name of whatever was sent, also of null.
//#replace
return JSON.parse(text) ?? {}
//#with
return JSON.parse(text)
//#end
