// Takes a browser without a session for a program.
//#file crossSite.ts
//#replace
  return context.header('cookie') === undefined
//#with
  return !/(?:^|; )session=/.test(context.header('cookie') ?? '')
//#end
