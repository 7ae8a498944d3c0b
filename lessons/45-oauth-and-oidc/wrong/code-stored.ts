// Stores codes as they are, because they live only for a minute.
//#file oauthStore.ts
//#replace
insert.run(hashToken(code), 
//#with
insert.run(code, 
//#end
//#replace
find.get(hashToken(code), 
//#with
find.get(code, 
//#end
//#replace
setFamily.run(family, hashToken(code))
//#with
setFamily.run(family, code)
//#end
