// Gives short codes, because they live only for a minute.
//#file oauthStore.ts
//#replace
makeToken('gwc_')
//#with
makeToken('gwc_').slice(0, 14)
//#end
