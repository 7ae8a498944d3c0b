// Has no scope for administrators in keys.
//#file scopes.ts
//#replace
=> name === word)
//#with
=> name === word && name !== 'admin')
//#end
