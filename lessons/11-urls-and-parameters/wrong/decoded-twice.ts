// Somebody may have encoded it twice, so it is decoded until all is plain.
//#replace
    return decodeURIComponent(segment)
//#with
    return decodeURIComponent(decodeURIComponent(segment).replaceAll(/%(?![0-9A-F]{2})/gi, '%25'))
//#end
