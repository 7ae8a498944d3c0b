// Takes spaces away from both ends of the new password.
//#file reset.ts
//#replace
changePassword(parts, user, password)
//#with
changePassword(parts, user, String(password).trim())
//#end
