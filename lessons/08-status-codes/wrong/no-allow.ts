// The methods are in the text only.
//#replace
`The methods here are ${methods}`, { allow: methods })
//#with
`The methods here are ${methods}`)
//#end
