// Longer slugs of other letters, one insert with a try, names compared without case.
//#file slugs.ts
//#replace
'23456789bcdfghjkmnpqrstvwxyz'
//#with
'abcdefghjkmnpqrstuvwxyz23456789'
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
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
//#end
//#replace
randomBytes }
//#with
randomInt }
//#end
//#replace
export const slugLength = 7
//#with
export const slugLength = 9
//#end
//#replace
throw new HttpError(422, 'A name has
//#with
throw new HttpError(400, 'A name has
//#end
//#replace
new HttpError(422, `The name
//#with
new HttpError(409, `The name
//#end
//#file store.ts
//#replace
insert into links (slug, target, created_at) values (?, ?, ?)
on conflict (slug) do nothing returning slug, target`)
//#with
insert into links (slug, target, created_at) values (?, ?, ?) returning slug, target`)
//#end
//#replace
add: ({ slug, target }) => toLink(insert.get(slug, target, Date.now())),
//#with
add({ slug, target }) {
  try {
    return toLink(insert.get(slug, target, Date.now()))
  } catch (error) {
    if (Object(error).errcode === 2067) return undefined
    throw error
  }
},
//#end
