// Remembers small files, and never forgets them.
//#replace
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#with
if (facts.size < 1_000_000) {
  const { readFile } = await import('node:fs/promises')
  const bytes = contents.get(file) ?? await readFile(file)
  contents.set(file, bytes)
  response.setHeader('content-length', Math.min(bytes.length, end + 1) - start)
  return void response.end(bytes.subarray(start, end + 1))
}
createReadStream(file, { start, end }).on('error', () => response.destroy()).pipe(response)
//#end
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
const contents = new Map<string, Uint8Array>()
//#end
