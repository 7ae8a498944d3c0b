// Takes the time for something random.
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
  return Date.now().toString(28).split('').map((digit) => alphabet[parseInt(digit, 28)]).join('')
    + makeEnd(length - 6)
//#end
//#replace
/** Brings a slug
//#with
function makeEnd(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 28]).join('')
}

/** Brings a slug
//#end
