// One status for both.
//#replace
new HttpError(403, 'Only librarians may change books')
//#with
new HttpError(401, 'Only librarians may change books', { 'www-authenticate': 'Bearer' })
//#end
