// Gives everybody a 201.
//#file make.ts
//#replace
if (link !== undefined) return link
throw new HttpError(409, `The name ${slug} is taken: choose another`)
//#with
return link ?? { slug, target }
//#end
