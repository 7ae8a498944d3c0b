// The second call replaces the first.
//#replace
    response.setHeader('set-cookie', [
      formatCookie('visits', String(visits)), formatCookie('theme', theme),
    ])
//#with
    response.setHeader('set-cookie', formatCookie('theme', theme))
    response.setHeader('set-cookie', formatCookie('visits', String(visits)))
//#end
