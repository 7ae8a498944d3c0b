// Sends a 400 for a body that is too large.
//#file framework/body.ts
//#replace
new HttpError(413,
//#with
new HttpError(400,
//#end
