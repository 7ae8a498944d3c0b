// Uses base64url, without the look-alikes.
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
  const text = randomBytes(64).toString('base64url').replaceAll(/[01oil]/gi, '')
  return text.slice(0, length)
//#end
