// Reads no long header.
//#replace
const cookies = parseCookies(request.headers.cookie ?? '')
//#with
const raw = request.headers.cookie ?? ''
const cookies = parseCookies(raw.length > 1000 ? '' : raw)
//#end
