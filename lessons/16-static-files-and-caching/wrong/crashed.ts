// Nobody hears the error of the stream.
//#replace
if (file === undefined || !facts?.isFile()) return void response.writeHead(404).end('Not found\n')
//#with
if (file === undefined || facts === undefined) {
  return void createReadStream(join(root, 'nothing')).pipe(response)
}
//#end
