// Sets the cookie of the browser, and lets caches keep it.
//#file providerRoutes.ts
//#replace
{ location, 'cache-control': 'no-store', ...browser.headers }
//#with
{ location, ...browser.headers }
//#end
