// Compares milliseconds with seconds.
//#file apiKeys.ts
//#replace
select.get(hashToken(text), Date.now())
//#with
select.get(hashToken(text), Math.floor(Date.now() / 1_000))
//#end
