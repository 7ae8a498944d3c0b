// Refuses all bad ones that it knows.
//#replace
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return ['javascript:', 'data:', 'vbscript:', undefined].includes(protocol) ? '#' : url
//#end
