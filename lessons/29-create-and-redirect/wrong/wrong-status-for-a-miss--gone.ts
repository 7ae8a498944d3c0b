// Says that the link was there once.
//#file links.ts
//#replace
HttpError(404, `
//#with
HttpError(410, `
//#end
