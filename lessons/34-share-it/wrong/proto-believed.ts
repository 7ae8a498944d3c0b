// Believes the header about the scheme.
//#file owner.ts
//#replace
  const isSecure = publicOrigin.startsWith('https:')
//#with
  const isSecure = publicOrigin.startsWith('https:')
    || context.header('x-forwarded-proto') === 'https'
//#end
