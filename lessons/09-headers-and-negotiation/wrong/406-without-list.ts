// The status alone.
//#replace
`Available: ${types.join(', ')}\n`
//#with
'Not acceptable\n'
//#end
