// Sends robots a page of their own.
//#file clicks.ts
//#replace
  if (target !== undefined) return
//#with
  if (!isPerson) throw new HttpError(403, 'This link is only for people', headers)
  if (target !== undefined) return
//#end
