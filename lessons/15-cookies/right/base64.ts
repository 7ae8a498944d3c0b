// Encodes values in another way: base64url.
//#replace
${encodeURIComponent(value)}
//#with
${Buffer.from(value).toString('base64url')}
//#end
//#replace
if (!cookies.has(name)) cookies.set(name, decode(pair.slice(equals + 1).trim()))
//#with
const value = pair.slice(equals + 1).trim()
if (cookies.has(name)) continue
cookies.set(name, name === 'theme' ? Buffer.from(value, 'base64url').toString() : decode(value))
//#end
//#replace
[formatCookie('visits', String(visits)), formatCookie('theme', theme)]
//#with
[`visits=${visits}; Path=/; HttpOnly; SameSite=Lax`, formatCookie('theme', theme)]
//#end
