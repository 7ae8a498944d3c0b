// Has the header without the status.
//#file links.ts
//#replace
empty(302, {
//#with
empty(200, {
//#end
