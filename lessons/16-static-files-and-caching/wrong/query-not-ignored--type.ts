// Takes the extension from the URL, with its query.
//#replace
types[extname(file)]
//#with
types[extname(decode(request.url ?? '') ?? '')]
//#end
