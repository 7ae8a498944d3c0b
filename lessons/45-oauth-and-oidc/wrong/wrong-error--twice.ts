// Takes the first of two parameters with the same name.
//#file authorize.ts
//#replace
  if (new Set(query.keys()).size < query.size) {
    throw new HttpError(400, 'A parameter of this request appears twice')
  }
//#with
//#end
