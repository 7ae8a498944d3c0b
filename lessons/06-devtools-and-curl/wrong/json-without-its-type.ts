// Leaves the type to fetch, which takes a text for text/plain.
//#replace
  headers: { 'content-type': 'application/json' },
//#with
//#end
