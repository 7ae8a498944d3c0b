// Treats a link that is used up as one that was never made.
//#file clicks.ts
//#replace
  if (isPerson) throw new HttpError(410, 'This link has been used up', headers)
//#with
  if (isPerson) throw new HttpError(404, 'This link has been used up', headers)
//#end
