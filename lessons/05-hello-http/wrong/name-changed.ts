// The first word is enough.
//#replace
`Hello, ${name}!`
//#with
`Hello, ${name.split(' ')[0]}!`
//#end
