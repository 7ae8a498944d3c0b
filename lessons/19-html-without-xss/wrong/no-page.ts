// new URL throws for text that isn't a URL.
//#replace
URL.parse(url)?.protocol
//#with
new URL(url).protocol
//#end
