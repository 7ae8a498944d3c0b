// Replaces what can't be parsed by null.
//#replace
    throw new Refusal(400, `The body isn't JSON in UTF-8: ${String(error)}`)
//#with
    return error === undefined ? undefined : null
//#end
