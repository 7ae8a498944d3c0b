// Sends a 500 for a body that isn't JSON.
//#replace
    throw new Refusal(400, `The body isn't JSON in UTF-8: ${String(error)}`)
//#with
    throw error
//#end
