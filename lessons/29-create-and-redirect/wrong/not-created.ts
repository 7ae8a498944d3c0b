// Creates with the usual status.
//#file links.ts
//#replace
publicOrigin), 201,
//#with
publicOrigin), 200,
//#end
