// Makes the path lower case to find the route.
//#replace
const segments = readSegments(path)
//#with
const segments = readSegments(path)?.map((each) => each.toLowerCase())
//#end
