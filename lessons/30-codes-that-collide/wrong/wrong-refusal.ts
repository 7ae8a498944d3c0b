// Says that there is nothing here.
//#file slugs.ts
//#replace
throw new HttpError(422, 'A name has
//#with
throw new HttpError(404, 'A name has
//#end
