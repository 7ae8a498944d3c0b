// Reads all of it, and never thinks that this could fail.
//#replace
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#with
const { readFileSync } = await import('node:fs')
response.end(readFileSync(file).subarray(start, end + 1))
//#end
