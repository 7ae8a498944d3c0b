// A bad cookie is a bad request.
//#replace
const visits = before + 1
//#with
const visits = before + 1
if (before === 0 && cookies.has('visits') && cookies.get('visits') !== '0') {
  return void response.writeHead(400).end()
}
//#end
