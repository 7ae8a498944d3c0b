// Deletes by hand, without the path.
//#replace
return `${formatCookie(name, '')}; Max-Age=0`
//#with
return `${name}=; Max-Age=0`
//#end
