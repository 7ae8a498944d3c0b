// Joins the two lines that delete.
//#replace
[expireCookie('visits'), expireCookie('theme')]
//#with
[expireCookie('visits'), expireCookie('theme')].join(', ')
//#end
