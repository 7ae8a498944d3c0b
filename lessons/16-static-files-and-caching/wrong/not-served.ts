// Takes the percent signs for the name.
//#replace
return decodeURIComponent(segment)
//#with
return segment
//#end
