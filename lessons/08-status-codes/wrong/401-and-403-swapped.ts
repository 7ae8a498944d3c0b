// The name of 401 is Unauthorized, so it seems to be about rights.
//#replace
throw new HttpError(401, 'Send a key that we know', challenge)
//#with
throw new HttpError(403, 'Send a key that we know')
//#end
//#replace
throw new HttpError(403, 'Only librarians may do this')
//#with
throw new HttpError(401, 'Only librarians may do this', challenge)
//#end
