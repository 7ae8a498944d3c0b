// A hash of the content, made once for each version of a file.
//#replace
const tag = makeTag(facts)
//#with
const tag = await tagOf(file, `${file} ${facts.size} ${facts.mtimeMs}`)
//#end
//#replace
// Makes the ETag of a file, with its quotes.
//#with
const hashes = new Map<string, Promise<string>>()

function tagOf(file: string, version: string): Promise<string> {
  const tag = hashes.get(version) ?? hash(file)
  hashes.set(version, tag)
  return tag
}

async function hash(file: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  const sum = createHash('sha256')
  for await (const bytes of createReadStream(file)) sum.update(bytes)
  return `"${sum.digest('base64url')}"`
}

// Makes the ETag of a file, with its quotes.
//#end
