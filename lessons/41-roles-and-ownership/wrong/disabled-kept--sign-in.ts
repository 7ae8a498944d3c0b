// Ends what a disabled user has, and lets them sign in again.
//#file users.ts
//#replace
password_hash from users where email = ? and disabled_at is null`)
//#with
password_hash from users where email = ?`)
//#end
