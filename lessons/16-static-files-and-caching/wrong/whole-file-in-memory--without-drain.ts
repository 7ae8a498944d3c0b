// Reads on while the client is slow.
//#replace
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#with
createReadStream(file, { start, end }).on('data', (bytes) => void response.write(bytes))
  .on('end', () => void response.end())
//#end
