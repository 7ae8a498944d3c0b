// No tag.
//#replace
response.setHeader('etag', tag)
//#with
//#end
