// Compares the whole target, with the query.
//#replace
&& url.pathname === '/') {
//#with
&& request.url === '/') {
//#end
