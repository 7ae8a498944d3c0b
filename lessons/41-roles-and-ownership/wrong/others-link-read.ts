// Shows each link to everybody who is signed in.
//#file store.ts
//#replace
where slug = ? and (user is null or user = ? or ? = 'admin')
//#with
where slug = ? and (user is null or ? is not null or ? = 'admin')
//#end
