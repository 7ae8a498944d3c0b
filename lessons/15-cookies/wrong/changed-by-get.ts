// Any method will do.
//#replace
if (request.method === 'POST' && url.pathname === '/settings/forget') {
//#with
if (url.pathname === '/settings/forget') {
//#end
