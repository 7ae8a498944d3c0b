// Reads on while the client is slow.
//#replace
pipeline(createReadStream(file), response, () => {})
//#with
createReadStream(file).on('data', (bytes) => void response.write(bytes))
  .on('end', () => void response.end())
//#end
