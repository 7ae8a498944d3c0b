// Every error is a 500.
//#replace
    throw new Refusal(400, `The body is no JSON: ${String(error)}`)
//#with
    throw error
//#end
