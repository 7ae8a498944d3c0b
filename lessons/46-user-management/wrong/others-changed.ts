// Renames everybody who signed up later, too.
//#file users.ts
//#replace
`update users set name = ? where id = ? returning
//#with
`update users set name = ? where id >= ? returning
//#end
