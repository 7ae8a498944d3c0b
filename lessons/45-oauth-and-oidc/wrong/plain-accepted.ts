// Also knows the other method.
//#file authorize.ts
//#replace
read('code_challenge_method') === 'S256' ?
//#with
['S256', 'plain', ''].includes(read('code_challenge_method')) ?
//#end
//#file oauthRoutes.ts
//#replace
  const family = oauth.useCode(binding, form.get('code') ?? '')

//#with
  const code = form.get('code') ?? ''
  const plain = { ...binding, challenge: form.get('code_verifier') ?? '' }
  const family = oauth.useCode(binding, code) ?? oauth.useCode(plain, code)

//#end
