// The size alone.
//#replace
return `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
return `"${facts.size.toString(36)}"`
//#end
