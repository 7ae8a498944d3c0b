// The whole URL is taken for the path.
//#replace
const [path = '/'] = (request.url ?? '/').split('?')
//#with
const path = request.url ?? '/'
//#end
