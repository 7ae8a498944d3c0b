// Reads all of it, and cuts.
//#replace
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#with
const { readFile } = await import('node:fs/promises')
const data = await readFile(file).catch(() => undefined)
if (data === undefined) return void response.writeHead(500, { 'content-length': 0 }).end()
response.end(data.subarray(start, end + 1))
//#end
