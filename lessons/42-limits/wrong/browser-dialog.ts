// Passes all headers of the error on to the page.
//#file login.ts
//#replace
    const wait = status === 429 ? headers : {}
    return showLogin(parts, context, { email, status, problem: message, headers: wait })
//#with
    return showLogin(parts, context, { email, status, problem: message, headers })
//#end
