// Splits the request line at the wrong place, so no target is ever found.
//#replace
const [method = '', target = ''] = requestLine.split(' ')
//#with
const [method = '', target = ''] = requestLine.split('/')
//#end
