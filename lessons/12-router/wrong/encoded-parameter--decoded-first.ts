// Decodes the whole path, and splits after.
//#replace
const segments = path.split('/').slice(1)
//#with
const segments = decodeURIComponent(path).split('/').slice(1)
//#end
//#replace
decodeURIComponent(segment)
//#with
segment
//#end
