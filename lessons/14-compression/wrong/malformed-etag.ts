// Adds to the name after its last quote.
//#replace
headers['etag'] = `W/${headers['etag']}`
//#with
headers['etag'] = `${headers['etag']}-gzip`
//#end
