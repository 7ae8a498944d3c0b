// Redirects with a status that keeps nothing.
//#file links.ts
//#replace
empty(302, {
//#with
empty(204, {
//#end
