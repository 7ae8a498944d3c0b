// Never adds Secure.
//#file cookies.ts
//#replace
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
//#with
  const secure = ''
//#end
//#replace
  return publicOrigin.startsWith('https:') ? '__Host-session' : 'session'
//#with
  return publicOrigin.startsWith('https:') ? 'public-session' : 'session'
//#end
