// The scheme from the example of another site.
//#replace
{ 'www-authenticate': 'Bearer' }
//#with
{ 'www-authenticate': 'Basic realm="library"' }
//#end
