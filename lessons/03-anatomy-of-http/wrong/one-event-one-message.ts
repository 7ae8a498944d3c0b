// Forgets what arrived before.
//#replace
received = Buffer.concat([received, data])
//#with
received = Buffer.from(data)
//#end
