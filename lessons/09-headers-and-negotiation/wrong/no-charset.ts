// The type alone.
//#replace
`${type}; charset=utf-8`
//#with
type
//#end
