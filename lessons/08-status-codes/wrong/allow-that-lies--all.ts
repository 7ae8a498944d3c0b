// All methods that there are.
//#replace
{ allow: 'GET, DELETE' }
//#with
{ allow: 'GET, POST, PUT, DELETE' }
//#end
