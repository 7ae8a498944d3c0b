// Searches the whole text for the name.
//#replace
const cookies = parseCookies(request.headers.cookie ?? '')
//#with
const cookies = parseCookies(request.headers.cookie ?? '')
const [, found] = (request.headers.cookie ?? '').split('visits=')
if (found !== undefined) cookies.set('visits', found.split(';')[0] ?? '')
//#end
