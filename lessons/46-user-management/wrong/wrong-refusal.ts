// Says that there is no page when a name is bad.
//#file profile.ts
//#replace
  throw new HttpError(422, `A name has
//#with
  throw new HttpError(404, `A name has
//#end
