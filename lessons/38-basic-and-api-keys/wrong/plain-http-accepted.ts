// Refuses passwords over plain HTTP, and takes keys.
//#file identify.ts
//#replace
  if (parts.isPublic && !
//#with
  if (/^basic/i.test(header) && parts.isPublic && !
//#end
