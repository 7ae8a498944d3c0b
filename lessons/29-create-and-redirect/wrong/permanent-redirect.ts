// Tells browsers that the page has moved for good.
//#file links.ts
//#replace
empty(302, {
//#with
empty(301, {
//#end
