// Drops empty segments.
//#replace
path.split('/').slice(1).map(decodeURIComponent)
//#with
path.split('/').filter(Boolean).map(decodeURIComponent)
//#end
