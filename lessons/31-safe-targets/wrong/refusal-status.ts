// Says 403 to a bad target.
//#file targets.ts
//#replace
  return new HttpError(422, `The target ${reason}`)
//#with
  return new HttpError(403, `The target ${reason}`)
//#end
