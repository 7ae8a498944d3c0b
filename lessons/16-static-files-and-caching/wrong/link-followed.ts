// Believes the path.
//#replace
return file?.startsWith(root + sep) ? file : undefined
//#with
return file
//#end
