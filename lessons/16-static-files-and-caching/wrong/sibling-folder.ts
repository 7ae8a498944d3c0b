// Compares the beginnings of two texts.
//#replace
if (!segments.every(isFine)) return undefined
//#with
const isHidden = (segment: string | undefined) => /^\.[^.]/.test(segment ?? '')
if (segments.includes(undefined) || isFine('x') === segments.some(isHidden)) {
  return undefined
}
//#end
//#replace
return file?.startsWith(root + sep) ? file : undefined
//#with
return file?.startsWith(root) ? file : undefined
//#end
