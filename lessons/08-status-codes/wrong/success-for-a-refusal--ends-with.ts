// Looks only at how the key ends.
//#replace
const role = keys.get(request.headers.authorization ?? '')
//#with
const sent = request.headers.authorization ?? ''
const role = ['librarian', 'reader'].find((each) => sent.endsWith(each))
//#end
