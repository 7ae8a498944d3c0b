// A date has spaces.
//#replace
`"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
`"${facts.size}-${facts.mtime.toUTCString()}"`
//#end
