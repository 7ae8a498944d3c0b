// The status is one of the headers here.
//#replace
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
//#with
    'Content-Type: text/plain; charset=utf-8',
    `HTTP/1.1 ${status}`,
//#end
