// Uses only the first word of the name.
//#replace
`Hello, ${name}!`
//#with
`Hello, ${name.split(' ')[0]}!`
//#end
