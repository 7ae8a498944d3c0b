// Takes a crit that is null for none.
//#file jwt.ts
//#replace
  if (Object.hasOwn(header, 'crit')) throw
//#with
  if (header['crit']) throw
//#end
