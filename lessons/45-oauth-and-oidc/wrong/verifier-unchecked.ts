// Compares the verifier if there is one.
//#file oauthRoutes.ts
//#replace
challengeOf(form.get('code_verifier') ?? ''),
//#with
form.has('code_verifier') ? challengeOf(form.get('code_verifier')) : null,
//#end
//#file oauthStore.ts
//#replace
redirect_uri = ? and challenge = ?`
//#with
redirect_uri = ? and challenge = coalesce(?, challenge)`
//#end
