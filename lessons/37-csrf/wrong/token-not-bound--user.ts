// Makes the token of the user: the same one in all of their sessions.
//#file owner.ts
//#replace
hashOf(`form ${token}`)
//#with
hashOf(`form ${user.email}`)
//#end
