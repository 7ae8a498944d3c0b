// Hashes the first 72 bytes, as bcrypt does.
//#file passwords.ts
//#replace
    scrypt(password.normalize('NFC'), salt
//#with
    scrypt(Buffer.from(password.normalize('NFC')).subarray(0, 72), salt
//#end
