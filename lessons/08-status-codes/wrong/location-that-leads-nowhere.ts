// Forgets the first part of the path.
//#replace
{ location: `/books/${lastId}` }
//#with
{ location: `/${lastId}` }
//#end
