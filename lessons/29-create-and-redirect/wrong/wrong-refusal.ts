// Says that there is nothing at this path.
//#file links.ts
//#replace
new HttpError(422, 'A target
//#with
new HttpError(404, 'A target
//#end
