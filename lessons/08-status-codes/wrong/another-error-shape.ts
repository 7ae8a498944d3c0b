// JSON, but not as a problem.
//#replace
{ ...headers, 'content-type': 'application/problem+json' }
//#with
headers
//#end
