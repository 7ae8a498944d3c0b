// Sends the mail to the address that was typed, and not to the one that was found.
//#file reset.ts
//#replace
resetMail(publicOrigin, user.email, token)
//#with
resetMail(publicOrigin, email, token)
//#end
