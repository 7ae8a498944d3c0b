// Forgets that HEAD uses the same handler.
//#file visitors.ts
//#replace
  if (context.method === 'HEAD') return true

//#with

//#end
