// Lets everybody who is signed in delete what is nobody's.
//#file store.ts
//#replace
delete from links where slug = ? and (user = ? or ? = 'admin')
//#with
delete from links where slug = ? and (user is null or user = ? or ? = 'admin')
//#end
