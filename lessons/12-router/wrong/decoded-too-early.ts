// Decodes the whole path, and splits after.
//#replace
path.split('/').slice(1).map(decodeURIComponent)
//#with
decodeURIComponent(path).split('/').slice(1)
//#end
