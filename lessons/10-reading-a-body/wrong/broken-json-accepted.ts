// What cannot be read is nothing.
//#replace
    throw new Refusal(400, `The body is no JSON: ${String(error)}`)
//#with
    return error === undefined ? undefined : null
//#end
