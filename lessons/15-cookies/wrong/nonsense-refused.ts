// Refuses a request with a bad cookie.
//#replace
const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
//#with
const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
if (visits === 1 && cookies.has('visits') && before !== '0') {
  return void response.writeHead(400).end()
}
//#end
