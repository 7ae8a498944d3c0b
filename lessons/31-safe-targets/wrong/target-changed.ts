// Drops the fragment.
//#file targets.ts
//#replace
  return url.href
//#with
  return url.href.replace(url.hash, '')
//#end
