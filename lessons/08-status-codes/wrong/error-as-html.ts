// A page for programs.
//#replace
headers: { ...headers, 'content-type': 'application/problem+json' }
//#with
headers: { ...headers, 'content-type': 'text/html' }
//#end
