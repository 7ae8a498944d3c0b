// Completes the URL with that of the page before it looks at it.
//#replace
URL.parse(url)?.protocol
//#with
URL.parse(url, 'http://localhost')?.protocol
//#end
