// One of the two was forgotten.
//#replace
throw new HttpError(405, `${method} does not work here`, { allow: 'POST' })
//#with
throw new HttpError(200, `${method} does not work here`)
//#end
