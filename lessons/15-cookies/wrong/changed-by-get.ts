// Looks only at the path.
//#replace
if (request.method === 'POST' && url.pathname === '/settings/forget') {
//#with
if (url.pathname === '/settings/forget') {
//#end
