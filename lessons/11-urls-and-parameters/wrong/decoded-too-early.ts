// Decodes the whole path first.
//#replace
target.slice(0, end).split('/').slice(1).map(decode)
//#with
decode(target.slice(0, end)).split('/').slice(1)
//#end
