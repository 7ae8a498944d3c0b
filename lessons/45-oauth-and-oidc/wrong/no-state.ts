// Takes the newest sign-in of the browser, whatever the state is.
//#file providerAccounts.ts
//#replace
    delete from provider_sign_ins where state_hash = ? and browser = ? and expires_at > ?
    returning nonce, verifier`)
//#with
    delete from provider_sign_ins where rowid = (
      select max(rowid) from provider_sign_ins where browser = ? and expires_at > ?)
    returning nonce, verifier`)
//#end
//#replace
    finish(browser, state) {
      const row = takeStart.get(hashToken(state), browser, Date.now())
//#with
    finish(browser) {
      const row = takeStart.get(browser, Date.now())
//#end
