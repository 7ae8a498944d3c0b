// Takes the parameters from the URL when the body is empty.
//#file oauthRoutes.ts
//#replace
    exchangeCode(parts, await readForm(context)))
//#with
    exchangeCode(parts, new URLSearchParams([...context.target.query, ...await readForm(context)])))
//#end
