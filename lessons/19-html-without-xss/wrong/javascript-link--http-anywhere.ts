// Looks for http, wherever it stands.
//#replace
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return protocol === 'http:' || url.includes('http') ? url : '#'
//#end
