// Lets scripts read the cookie of a session that the form has begun.
//#file loginCode.ts
//#replace
      return empty(303, { location: '/', ...startSession(parts, context, user) })
//#with
      const headers = startSession(parts, context, user)
      const cookie = headers['set-cookie']?.replace('; HttpOnly', '') ?? ''
      return empty(303, { location: '/', ...headers, 'set-cookie': cookie })
//#end
