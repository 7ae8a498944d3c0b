// Every error is a 500.
//#replace
    throw new Refusal(400, `The body isn't JSON in UTF-8: ${String(error)}`)
//#with
    throw error
//#end
