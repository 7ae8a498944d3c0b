// Drops spaces at the ends of a name.
//#replace
    return decodeURIComponent(segment)
//#with
    return decodeURIComponent(segment).trim()
//#end
