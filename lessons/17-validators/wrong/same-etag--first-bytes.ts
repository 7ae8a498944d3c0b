// A hash of the first thousand bytes.
//#replace
const tag = makeTag(facts)
//#with
const { createHash } = await import('node:crypto')
const hash = createHash('sha256')
for await (const bytes of createReadStream(file, { end: 999 })) hash.update(bytes)
const tag = `"${hash.digest('hex')}"`
//#end
