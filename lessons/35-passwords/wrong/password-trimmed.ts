// Leaves out the spaces around a password.
//#file passwords.ts
//#replace
    scrypt(password.normalize('NFC'), salt
//#with
    scrypt(password.normalize('NFC').trim(), salt
//#end
