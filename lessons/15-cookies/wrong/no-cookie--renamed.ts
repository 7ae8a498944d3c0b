// Calls the cookie by another name.
//#replace
cookies.get('visits')
//#with
cookies.get('count')
//#end
//#replace
formatCookie('visits', String(visits))
//#with
formatCookie('count', String(visits))
//#end
