// Stores and looks for addresses as they are typed.
//#file credentials.ts
//#replace
  if (isGood) return value.toLowerCase()
//#with
  if (isGood) return value
//#end
//#replace
users.findByEmail(email.toLowerCase())
//#with
users.findByEmail(email)
//#end
