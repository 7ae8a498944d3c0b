// Another name, 128 bits in hex, another hash, and a 200 instead of a 201 and of a 204.
//#file cookies.ts
//#replace
  return `${nameOf(publicOrigin)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`
    + secure
//#with
  const until = new Date(Date.now() + seconds * 1000).toUTCString()
  return `${nameOf(publicOrigin)}=${value}; samesite=strict; httponly; expires=${until}; path=/`
    + secure
//#end
//#replace
  return publicOrigin.startsWith('https:') ? '__Host-session' : 'session'
//#with
  return publicOrigin.startsWith('https:') ? '__Host-sid' : 'sid'
//#end
//#file tokens.ts
//#replace
  return prefix + randomBytes(32).toString('base64url')
//#with
  return prefix + randomBytes(16).toString('hex')
//#end
//#replace
  return createHash('sha256').update(token).digest('hex')
//#with
  return createHash('sha512').update(token).digest('base64')
//#end
//#file sessionRoutes.ts
//#replace
    return json({ user }, 201, startSession(parts, context, user))
//#with
    return json({ ok: true }, 200, startSession(parts, context, user))
//#end
//#replace
    return empty(204, signOutHeaders(publicOrigin))
//#with
    return json({ ok: true }, 200, signOutHeaders(publicOrigin))
//#end
//#replace
  if (sessions.end(user.id, Number(id))) return empty(204, noStore)
//#with
  if (sessions.end(user.id, Number(id))) return json({ ok: true }, 200, noStore)
//#end
