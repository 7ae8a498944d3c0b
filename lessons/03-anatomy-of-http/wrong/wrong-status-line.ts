// The version is forgotten.
//#replace
`HTTP/1.1 ${status}`
//#with
status
//#end
