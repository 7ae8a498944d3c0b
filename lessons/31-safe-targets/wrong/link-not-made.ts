// Responds to a new link with 200.
//#file links.ts
//#replace
publicOrigin), 201, {
//#with
publicOrigin), 200, {
//#end
