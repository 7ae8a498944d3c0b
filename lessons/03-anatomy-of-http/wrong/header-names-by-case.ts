// Keeps the names as they came.
//#replace
line.slice(0, colon).toLowerCase()
//#with
line.slice(0, colon)
//#end
//#replace
headers.get('content-length')
//#with
headers.get('Content-Length')
//#end
