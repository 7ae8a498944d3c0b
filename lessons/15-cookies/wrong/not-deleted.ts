// An empty value.
//#replace
`${formatCookie(name, '')}; Max-Age=0`
//#with
formatCookie(name, '')
//#end
