// Gives scrypt the salt as a text in hex, and stores its bytes.
//#file passwords.ts
//#replace
    scrypt(password.normalize('NFC'), salt, keyBytes, options, (error, key) => {
//#with
    const text = salt.toString('hex')
    scrypt(password.normalize('NFC'), text, keyBytes, options, (error, key) => {
//#end
