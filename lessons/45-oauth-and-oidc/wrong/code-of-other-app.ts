// Looks for the code, no matter who sends it.
//#file oauthStore.ts
//#replace
code_hash = ? and client = ? and
//#with
code_hash = ? and ? is not null and
//#end
