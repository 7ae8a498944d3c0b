// Remembers files, and never forgets them.
//#replace
pipeline(createReadStream(file), response, () => {})
//#with
const { readFile } = await import('node:fs/promises')
const bytes = contents.get(file) ?? await readFile(file)
contents.set(file, bytes)
response.setHeader('content-length', bytes.length)
response.end(bytes)
//#end
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
const contents = new Map<string, Uint8Array>()
//#end
