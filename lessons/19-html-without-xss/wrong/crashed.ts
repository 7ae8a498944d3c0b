// new URL throws for an address that is none.
//#replace
URL.parse(url) ?? { protocol: '' }
//#with
new URL(url)
//#end
