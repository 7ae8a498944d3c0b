// Collects the pieces of all requests in one list.
//#replace
    const pieces: Uint8Array[] = []
    let length = 0
//#with
    if (underWay === 1) pieces.length = 0
    let length = 0
//#end
//#replace
// Collects the body. It arrives in pieces, of any size and at any time.
//#with
const pieces: Uint8Array[] = []

// Collects the body. It arrives in pieces, of any size and at any time.
//#end
