// Takes the lower five bits of each byte, and leaves out what is beyond the alphabet.
//#file slugs.ts
//#replace
  // 256 isn't a multiple of 28: bytes from 252 up would favour the first letters, so they're left
  // out. That's called rejection sampling.
  const limit = 256 - (256 % alphabet.length)
  let slug = ''
  while (slug.length < length) {
    for (const byte of randomBytes(length - slug.length)) {
      if (byte < limit) slug += alphabet[byte % alphabet.length]
    }
  }
  return slug
//#with
  let slug = ''
  while (slug.length < length) {
    const index = (randomBytes(1)[0] ?? 0) & 31
    slug += alphabet[index] ?? ''
  }
  return slug
//#end
//#file store.ts
//#replace
slug, target from links where slug = ?'
//#with
slug, target from links where slug = ? collate nocase'
//#end
