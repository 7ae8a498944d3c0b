// Answers, and sets nothing.
//#replace
    response.setHeader('set-cookie', lines)
//#with
    response.setHeader('cookie', lines)
//#end
