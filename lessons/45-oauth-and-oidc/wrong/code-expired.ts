// Compares milliseconds with seconds.
//#file oauthStore.ts
//#replace
<= Date.now()) return
//#with
<= Date.now() / 1_000) return
//#end
