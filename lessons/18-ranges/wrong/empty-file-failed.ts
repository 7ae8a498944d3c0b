// Reads the last bytes of nothing.
//#replace
return start >= size || (first === '' && Number(last) === 0) ? 'nothing' : { start, end }
//#with
return size > 0 && start >= size ? 'nothing' : { start, end }
//#end
//#replace
if (request.method === 'HEAD' || end < start) return void response.end()
//#with
if (request.method === 'HEAD') return void response.end()
//#end
