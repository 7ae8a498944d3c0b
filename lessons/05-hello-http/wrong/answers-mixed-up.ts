// Collects all bodies in one variable.
//#replace
  let text = ''
  request.setEncoding('utf8')
//#with
  request.setEncoding('utf8')
  text = ''
//#end
//#replace
// Waits for the whole body
//#with
let text = ''

// Waits for the whole body
//#end
