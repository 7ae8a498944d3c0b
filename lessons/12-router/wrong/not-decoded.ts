// Hands the segment over as it is in the path.
//#replace
path.split('/').slice(1).map(decodeURIComponent)
//#with
path.split('/').slice(1).map((segment) => (decodeURIComponent(segment), segment))
//#end
