// 405 and nothing else.
//#replace
`${method} does not work here`, { allow: 'GET, DELETE' }
//#with
`${method} does not work here`
//#end
