// Names the header only where it compresses.
//#replace
headers['vary'] = 'Accept-Encoding'
//#with
//#end
//#replace
headers['content-encoding'] = 'gzip'
//#with
headers['content-encoding'] = 'gzip'
  headers['vary'] = 'Accept-Encoding'
//#end
