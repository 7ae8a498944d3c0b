// A new tag for every request.
//#replace
return `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
return `"${facts.size}-${Math.random()}"`
//#end
