// Expects the weight right after the type.
//#replace
parameters.find((parameter) => parameter.startsWith('q='))
//#with
parameters.slice(0, 1).find((parameter) => parameter.startsWith('q='))
//#end
