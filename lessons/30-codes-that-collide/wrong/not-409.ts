// Says that the name cannot be used.
//#file make.ts
//#replace
new HttpError(409, `The
//#with
new HttpError(422, `The
//#end
