// The size alone.
//#replace
`"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
`"${facts.size.toString(36)}"`
//#end
