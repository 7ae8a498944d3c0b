// Reads the file as text.
//#replace
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#with
response.removeHeader('content-length')
createReadStream(file, { start, end, encoding: 'utf8' }).pipe(response)
//#end
