// Nobody catches what decodeURIComponent throws.
//#replace
  const segments = readSegments(path)
//#with
  const segments = readSegments(path) && path.split('/').slice(1).map(decodeURIComponent)
    || [decodeURIComponent(path)]
//#end
