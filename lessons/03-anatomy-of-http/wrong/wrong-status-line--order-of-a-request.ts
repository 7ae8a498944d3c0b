// The version comes last, as in a request.
//#replace
`HTTP/1.1 ${status}`
//#with
`${status} HTTP/1.1`
//#end
