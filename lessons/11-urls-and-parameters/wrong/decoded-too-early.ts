// Decodes the whole path first.
//#replace
path.split('/').slice(1).map(decode)
//#with
decode(path).split('/').slice(1)
//#end
