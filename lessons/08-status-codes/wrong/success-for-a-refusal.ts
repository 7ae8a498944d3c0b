// Makes the refusal and forgets to throw it.
//#replace
throw new HttpError(415,
//#with
new HttpError(415,
//#end
