// The token alone.
//#replace
`Bearer ${tasks.token}`
//#with
tasks.token
//#end
