// One appendHeader for each cookie, deletion by a date, and a page that answers 200 instead of 204.
//#replace
    const lines = [formatCookie('visits', String(visits)), formatCookie('theme', theme)]
    response.setHeader('set-cookie', lines)
//#with
    response.appendHeader('Set-Cookie', formatCookie('theme', theme))
    const counted = formatCookie('visits', String(visits))
    response.appendHeader('Set-Cookie', `${counted}; Max-Age=31536000`)
//#end
//#replace
`${formatCookie(name, '')}; Max-Age=0`
//#with
`${name}=gone; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; httponly; samesite=strict`
//#end
