// Calls setHeader twice: the second call replaces the first.
//#replace
    const lines = [formatCookie('visits', String(visits)), formatCookie('theme', theme)]
    response.setHeader('set-cookie', lines)
//#with
    response.setHeader('set-cookie', formatCookie('theme', theme))
    response.setHeader('set-cookie', formatCookie('visits', String(visits)))
//#end
