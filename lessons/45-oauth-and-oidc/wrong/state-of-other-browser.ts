// Finds a sign-in by its state alone.
//#file providerAccounts.ts
//#replace
where state_hash = ? and browser = ? and expires_at > ?
//#with
where state_hash = ? and expires_at > ?
//#end
//#replace
    finish(browser, state) {
      const row = takeStart.get(hashToken(state), browser, Date.now())
//#with
    finish(_browser, state) {
      const row = takeStart.get(hashToken(state), Date.now())
//#end
