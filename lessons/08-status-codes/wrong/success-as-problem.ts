// The type is set where everything is sent.
//#replace
{ 'content-type': 'application/json', 'content-length'
//#with
{ 'content-type': 'application/problem+json', 'content-length'
//#end
