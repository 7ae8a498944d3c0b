// Escapes the address by hand, and html does it again.
//#replace
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return protocol === 'http:' || protocol === 'https:' ? encodeURI(url).replaceAll('&', '&amp;') : '#'
//#end
