// Takes a plus for a space everywhere.
//#replace
    return decodeURIComponent(segment)
//#with
    return decodeURIComponent(segment.replaceAll('+', ' '))
//#end
