// What cannot be found today is 404.
//#replace
throw new HttpError(503,
//#with
throw new HttpError(404,
//#end
