// Says that the response is a gzip file.
//#replace
headers['content-encoding'] = 'gzip'
//#with
headers['content-encoding'] = 'gzip'
  headers['content-type'] = 'application/gzip'
//#end
