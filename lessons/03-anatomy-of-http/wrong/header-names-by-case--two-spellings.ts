// Two spellings are not all.
//#replace
line.slice(0, colon).toLowerCase()
//#with
line.slice(0, colon)
//#end
//#replace
headers.get('content-length')
//#with
headers.get('content-length') ?? headers.get('Content-Length')
//#end
