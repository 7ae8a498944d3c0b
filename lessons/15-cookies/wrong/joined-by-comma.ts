// Joins the two, as other headers may be.
//#replace
[formatCookie('visits', String(visits)), formatCookie('theme', theme)]
//#with
[formatCookie('visits', String(visits)), formatCookie('theme', theme)].join(', ')
//#end
