// Looks a sign-in up, and keeps it.
//#file providerAccounts.ts
//#replace
    delete from provider_sign_ins where state_hash = ? and browser = ? and expires_at > ?
    returning nonce, verifier`)
//#with
    select nonce, verifier from provider_sign_ins
    where state_hash = ? and browser = ? and expires_at > ?`)
//#end
