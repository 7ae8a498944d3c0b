// Keeps the ETag.
//#replace
headers['etag'] = `W/${headers['etag']}`
//#with
//#end
