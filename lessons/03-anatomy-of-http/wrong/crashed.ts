// Expects a length in every request.
//#replace
found?.value.trim() ?? '0'
//#with
found.value.trim()
//#end
