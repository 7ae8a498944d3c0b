// Keeps the request of a user until they have decided.
//#file authorize.ts
//#replace
const path = '/oauth/authorize'
//#with
const pending = new Map<number, string>()
const path = '/oauth/authorize'
//#end
//#replace
    return askUser(request,
//#with
    pending.set(user.id, request.text)
    return askUser(request,
//#end
//#replace
new URLSearchParams(typed.get('request') ?? '')
//#with
new URLSearchParams(pending.get(owner.user?.id ?? 0) ?? '')
//#end
