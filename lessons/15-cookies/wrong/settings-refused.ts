// Waits for another method.
//#replace
if (request.method === 'POST' && url.pathname === '/settings/theme') {
//#with
if (request.method === 'PUT' && url.pathname === '/settings/theme') {
//#end
