// Stores and looks for addresses as they are typed.
//#file credentials.ts
//#replace
    return value.toLowerCase()
//#with
    return value
//#end
//#replace
users.findByEmail(email.toLowerCase())
//#with
users.findByEmail(email)
//#end
