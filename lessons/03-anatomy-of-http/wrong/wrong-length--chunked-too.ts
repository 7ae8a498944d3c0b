// Says Transfer-Encoding: chunked too, and sends no chunks.
//#replace
'Connection: close',
//#with
'Connection: close',
'Transfer-Encoding: chunked',
//#end
