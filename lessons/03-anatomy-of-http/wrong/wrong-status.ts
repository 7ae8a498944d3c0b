// Splits the request line at the wrong character, so it never finds a target.
//#replace
const [method = '', target = ''] = requestLine.split(' ')
//#with
const [method = '', target = ''] = requestLine.split('/')
//#end
