// One Allow for all URLs.
//#replace
[...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', ')
//#with
'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
//#end
