// Cuts off what comes after a number sign that was encoded.
//#replace
return decodeURIComponent(segment)
//#with
return decodeURIComponent(segment).split('#')[0] ?? ''
//#end
