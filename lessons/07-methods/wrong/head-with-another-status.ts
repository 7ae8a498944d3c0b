// Knows no HEAD.
//#replace
const method = request.method === 'HEAD' ? 'GET' : request.method ?? ''
//#with
const method = request.method ?? ''
//#end
