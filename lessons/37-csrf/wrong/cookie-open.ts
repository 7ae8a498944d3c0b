// Writes the cookie by hand where a form signs in.
//#file login.ts
//#replace
    return empty(303, { location: '/', ...startSession(parts, context, user) })
//#with
    const headers = startSession(parts, context, user)
    const [pair = ''] = (headers['set-cookie'] ?? '').split(';')
    return empty(303, { location: '/', ...headers, 'set-cookie': `${pair}; Path=/` })
//#end
