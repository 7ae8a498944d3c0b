// Reads the address from the form once more, after it was compared.
//#file authorize.ts
//#replace
    return sendBack(request, { code: parts.oauth.makeCode(request.binding, user.id) })
//#with
    const code = parts.oauth.makeCode(request.binding, user.id)
    const redirectUri = typed.get('redirect_uri') ?? request.binding.redirectUri
    return sendBack({ ...request, binding: { ...request.binding, redirectUri } }, { code })
//#end
