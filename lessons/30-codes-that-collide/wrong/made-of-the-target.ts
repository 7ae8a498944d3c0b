// Makes the slug a hash of the target.
//#file make.ts
//#replace
const slug = makeSlug(slugLength + Math.max(0, tries - triesAtOneLength))
//#with
const slug = makeSlug(target)
//#end
//#file slugs.ts
//#replace
export function makeSlug(length = slugLength): string {
//#with
export function makeSlug(target: string): string {
//#end
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
  return createHash('sha256').update(target).digest('hex').slice(0, 7)
//#end
//#replace
import { randomBytes }
//#with
import { createHash }
//#end
