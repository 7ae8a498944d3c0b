// Reads the file as text.
//#replace
pipeline(createReadStream(file), response, () => {})
//#with
response.removeHeader('content-length')
createReadStream(file, { encoding: 'utf8' }).pipe(response)
//#end
