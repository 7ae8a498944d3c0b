// Nothing to send is nothing wrong.
//#replace
return void response.writeHead(416, { 'content-range': `bytes */${facts.size}` }).end()
//#with
return void response.writeHead(200).end()
//#end
