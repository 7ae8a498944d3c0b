// Shows what it was doing when something goes wrong.
//#file providerRoutes.ts
//#replace
    const problem = "The provider's response can't be used: try again later"

//#with
    const problem = `${error.message} (${JSON.stringify(parts.provider)})`

//#end
