// Looks for an address with like, so that capitals make no difference.
//#file users.ts
//#replace
password_hash from users where email = ?`)
//#with
password_hash from users where email like ?`)
//#end
