// Has the header twice: the names of an object's properties are case-sensitive.
//#replace
headers['etag'] = `W/${headers['etag']}`
//#with
headers['ETag'] = `W/${headers['etag']}`
//#end
