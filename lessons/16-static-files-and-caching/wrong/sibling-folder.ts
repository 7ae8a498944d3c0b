// Compares the beginnings of two texts.
//#replace
if (!segments.every(isFine)) return undefined
//#with
if (segments.includes(undefined) || isFine('x') === segments.some((segment) => /^\.[^.]/.test(segment ?? ''))) {
  return undefined
}
//#end
//#replace
return file?.startsWith(root + sep) ? file : undefined
//#with
return file?.startsWith(root) ? file : undefined
//#end
