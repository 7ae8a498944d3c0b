// A text is a page too.
//#replace
'content-type': 'text/plain; charset=utf-8'
//#with
'content-type': 'text/html; charset=utf-8'
//#end
