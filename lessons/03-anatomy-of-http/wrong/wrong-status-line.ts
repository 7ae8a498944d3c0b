// Forgets the version.
//#replace
`HTTP/1.1 ${status}`
//#with
status
//#end
