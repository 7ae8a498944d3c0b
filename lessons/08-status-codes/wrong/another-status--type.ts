// 400 for a type that is not read.
//#replace
throw new HttpError(415,
//#with
throw new HttpError(400,
//#end
