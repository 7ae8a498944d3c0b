// Counts characters instead of bytes, so clients lose the end of the text.
//#replace
'content-length': String(body.length), 'etag'
//#with
'content-length': String(content.length), 'etag'
//#end
