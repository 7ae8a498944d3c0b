// Compresses, and says nothing.
//#replace
headers['content-encoding'] = 'gzip'
//#with
//#end
