// 400 for all that the client does wrong.
//#replace
throw new HttpError(409,
//#with
throw new HttpError(400,
//#end
