// Doesn't look at If-Range.
//#replace
request.method === 'GET' && (ifRange === undefined || ifRange === tag)
//#with
request.method === 'GET' && ifRange !== ''
//#end
