// Compares the verifier itself with the challenge.
//#file oauthRoutes.ts
//#replace
challengeOf(form.get('code_verifier') ?? '')
//#with
form.get('code_verifier') ?? ''
//#end
