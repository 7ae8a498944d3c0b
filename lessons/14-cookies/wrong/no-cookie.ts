// Answers, and sets nothing.
//#replace
    response.setHeader('set-cookie', [
      formatCookie('visits', String(visits)), formatCookie('theme', theme),
    ])
//#with
    response.setHeader('cookie', [
      formatCookie('visits', String(visits)), formatCookie('theme', theme),
    ])
//#end
