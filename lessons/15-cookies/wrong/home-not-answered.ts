// Compares the whole target.
//#replace
&& url.pathname === '/') {
//#with
&& request.url === '/') {
//#end
