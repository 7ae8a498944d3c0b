// The length of the body that HEAD does not have.
//#replace
const body = JSON.stringify(value)
//#with
const body = response.req.method === 'HEAD' ? '' : JSON.stringify(value)
//#end
