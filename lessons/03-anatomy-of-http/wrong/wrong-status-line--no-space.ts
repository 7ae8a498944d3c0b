// The words may be missing, but not the space before them.
//#replace
    `HTTP/1.1 ${status}`,
//#with
    `HTTP/1.1 ${parseInt(status)}`,
//#end
