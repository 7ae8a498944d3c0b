// The quotes do not match.
//#replace
`${origin}/tasks`
//#with
`${origin}/tasks'
//#end
