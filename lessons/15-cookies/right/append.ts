// Adds each cookie with appendHeader, lets one live for a year, and deletes with a date.
//#replace
    const lines = [formatCookie('visits', String(visits)), formatCookie('theme', theme)]
    response.setHeader('set-cookie', lines)
//#with
    response.appendHeader('Set-Cookie', formatCookie('theme', theme))
    const counted = formatCookie('visits', String(visits))
    response.appendHeader('Set-Cookie', `${counted}; Max-Age=31536000`)
//#end
//#replace
return `${formatCookie(name, '')}; Max-Age=0`
//#with
return `${name}=gone; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; httponly; samesite=strict`
//#end
