// Takes the session's cookie away when it refuses, which signs the victim out.
//#file crossSite.ts
//#replace
    throw new HttpError(403, "This must be sent by one of this site's own pages")
//#with
    const headers = { 'set-cookie': 'session=; Path=/; Max-Age=0' }
    throw new HttpError(403, "This must be sent by one of this site's own pages", headers)
//#end
