// JSON like any other.
//#replace
headers: { ...headers, 'content-type': 'application/problem+json' }
//#with
headers
//#end
