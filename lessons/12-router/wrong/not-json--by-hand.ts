// Writes the JSON by hand, and leaves quotes as they are.
//#replace
response.end(JSON.stringify(body))
//#with
response.end(`{${Object.entries(body).map(([name, value]) => `"${name}":"${value}"`).join(',')}}`)
//#end
