// Compares the nonce only if there is one.
//#file provider.ts
//#replace
  if (claims['nonce'] !== nonce) throw
//#with
  if (claims['nonce'] && claims['nonce'] !== nonce) throw
//#end
