// Names another path than the one of the route.
//#file links.ts
//#replace
location: `/api/links/
//#with
location: `/links/
//#end
