// Deletes by hand, without the path.
//#replace
`${formatCookie(name, '')}; Max-Age=0`
//#with
`${name}=; Max-Age=0`
//#end
