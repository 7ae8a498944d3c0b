// One Allow for all addresses.
//#replace
[...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', ')
//#with
'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
//#end
