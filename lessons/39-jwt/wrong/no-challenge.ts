// Throws an error without the header for bad tokens.
//#file identify.ts
//#replace
  if (found === undefined) throw unauthorized(`This ${by} is unknown, or no longer valid`)
//#with
  if (found === undefined && by === 'token') throw new HttpError(401, 'Get a new token')
  if (found === undefined) throw unauthorized(`This ${by} is unknown, or no longer valid`)
//#end
