// Sends the page as plain text.
//#replace
'content-type': 'text/html; charset=utf-8'
//#with
'content-type': 'text/plain; charset=utf-8'
//#end
