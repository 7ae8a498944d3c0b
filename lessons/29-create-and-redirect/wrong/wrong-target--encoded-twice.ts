// Encodes what is encoded already.
//#file links.ts
//#replace
location: target,
//#with
location: encodeURI(target),
//#end
