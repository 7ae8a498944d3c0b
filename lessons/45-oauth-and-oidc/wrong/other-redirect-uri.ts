// Leaves out the redirect URI, because the code has arrived.
//#file oauthStore.ts
//#replace
and redirect_uri = ? and
//#with
and ? is not null and
//#end
