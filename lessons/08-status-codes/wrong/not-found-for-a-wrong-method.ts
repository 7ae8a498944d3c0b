// The last line of a program is often 404.
//#replace
throw new HttpError(405, `${method} does not work here`, { allow: 'GET, DELETE' })
//#with
throw new HttpError(404, 'Not found')
//#end
