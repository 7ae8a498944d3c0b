// A question mark for what cannot be decoded.
//#replace
path.split('/').slice(1).map(decodeURIComponent)
//#with
path.split('/').slice(1).map((segment) => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return '?'
  }
})
//#end
