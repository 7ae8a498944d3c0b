// Takes every host that ends with localhost for this machine.
//#file targets.ts
//#replace
  if (isOwn(url, new URL(publicOrigin)))
//#with
  if (url.hostname.endsWith('localhost') || isOwn(url, new URL(publicOrigin)))
//#end
