// Believes what a key was made for.
//#file identify.ts
//#replace
  checkScope(identity, 'admin')
  if (identity.user.role === 'admin') return
//#with
  checkScope(identity, 'admin')
  if (identity.user.role === 'admin' || identity.by === 'key') return
//#end
