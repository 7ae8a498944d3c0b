// Keeps the old length.
//#replace
headers['content-length'] = String(body.length)
//#with
//#end
