// Sets the header that a request has.
//#replace
    response.setHeader('set-cookie', lines)
//#with
    response.setHeader('cookie', lines)
//#end
