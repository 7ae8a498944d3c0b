// All methods, at every URL.
//#replace
{ allow: methods }
//#with
{ allow: 'GET, POST, DELETE' }
//#end
