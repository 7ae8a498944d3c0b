// Loses the fragment.
//#file links.ts
//#replace
return url.href
//#with
return url.origin + url.pathname + url.search
//#end
