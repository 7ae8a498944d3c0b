// The name of 401 is Unauthorized, so it seems to be about permissions.
//#replace
new HttpError(401, 'Send a valid key', { 'www-authenticate': 'Bearer' })
//#with
new HttpError(403, 'Send a valid key')
//#end
