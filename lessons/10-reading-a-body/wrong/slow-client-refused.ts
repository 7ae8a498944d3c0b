// Waits for a second, and then gives up.
//#replace
    request.on('end', () => resolve(Buffer.concat(pieces)))
//#with
    setTimeout(() => reject(new Refusal(408, 'Too slow')), 1_000)
    request.on('end', () => resolve(Buffer.concat(pieces)))
//#end
