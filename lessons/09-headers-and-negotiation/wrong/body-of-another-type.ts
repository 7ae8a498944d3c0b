// Names the type, and writes JSON.
//#replace
response.end(write(type))
//#with
response.end(JSON.stringify(departures))
//#end
