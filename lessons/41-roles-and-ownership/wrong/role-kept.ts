// Believes that a key with the scope admin belongs to an administrator.
//#file identify.ts
//#replace
if (identity.user.role === 'admin') return identity
//#with
if (identity.user.role === 'admin' || identity.by === 'key') return identity
//#end
