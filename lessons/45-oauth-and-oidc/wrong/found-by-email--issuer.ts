// Finds a subject of any issuer.
//#file providerAccounts.ts
//#replace
user from provider_accounts where issuer = ? and subject = ?')
//#with
user from provider_accounts where subject = ?')
//#end
//#replace
    find({ issuer, subject }) {
      const row = select.get(issuer, subject)
//#with
    find({ subject }) {
      const row = select.get(subject)
//#end
