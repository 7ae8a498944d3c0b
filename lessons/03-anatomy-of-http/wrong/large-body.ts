// Drops what comes after 64 KiB.
//#replace
    received = Buffer.concat([received, data])
//#with
    received = Buffer.concat([received, data]).subarray(0, 65_536)
//#end
