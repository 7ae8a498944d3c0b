// A file can change twice in one second, or get the time of another one.
//#replace
`"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
`"${facts.mtimeMs.toString(36)}"`
//#end
