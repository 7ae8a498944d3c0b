// Reads all of it at once.
//#replace
pipeline(createReadStream(file), response, () => {})
//#with
const { readFile } = await import('node:fs/promises')
response.end(await readFile(file))
//#end
