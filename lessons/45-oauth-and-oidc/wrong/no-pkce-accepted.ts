// Serves old applications that have no challenge.
//#file authorize.ts
//#replace
  const hasChallenge = isChallenge(read('code_challenge'))
  return
//#with
  if (read('code_challenge') === '') return undefined
  const hasChallenge = isChallenge(read('code_challenge'))
  return
//#end
//#file oauthStore.ts
//#replace
redirect_uri = ? and challenge = ?`
//#with
redirect_uri = ? and challenge in ('', ?)`
//#end
