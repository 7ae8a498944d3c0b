// Leaves the origin out.
//#file form.ts
//#replace
drawQr(`${publicOrigin}/${slug}`)
//#with
drawQr(`/${slug}`)
//#end
