// One status for both.
//#replace
throw new HttpError(403, 'Only librarians may do this')
//#with
throw new HttpError(401, 'Only librarians may do this', challenge)
//#end
