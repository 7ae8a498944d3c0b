// Sets an empty value.
//#replace
return `${formatCookie(name, '')}; Max-Age=0`
//#with
return formatCookie(name, '')
//#end
