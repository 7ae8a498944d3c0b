// Sends the maker of the link to its target.
//#file links.ts
//#replace
{ location: `/api/links/${link.slug}` }
//#with
{ location: link.target }
//#end
