// Looks for the name anywhere in the header.
//#file cookies.ts
//#replace
  const pairs = (context.header('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
//#with
  return new RegExp(`${name}=([^;]*)`).exec(context.header('cookie') ?? '')?.[1]
//#end
