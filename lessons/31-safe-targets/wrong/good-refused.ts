// Looks for localhost anywhere in the URL.
//#file targets.ts
//#replace
  if (isOwn(url, new URL(publicOrigin)))
//#with
  if (value.includes('localhost') || isOwn(url, new URL(publicOrigin)))
//#end
