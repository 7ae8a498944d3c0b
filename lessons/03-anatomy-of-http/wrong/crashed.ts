// Expects a body length in every request.
//#replace
Number(headers.get('content-length') ?? 0)
//#with
Number(headers.get('content-length').trim())
//#end
